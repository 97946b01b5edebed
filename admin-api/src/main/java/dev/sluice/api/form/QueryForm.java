package dev.sluice.api.form;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.SqlText;
import dev.sluice.message.TemplateCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what to run: {@code sql}, {@code statements} or {@code queryId} with {@code version}, exactly one of them. Pure. */
final class QueryForm {
    private static final int MOST_STATEMENTS = 100;

    private QueryForm() {}

    /** A SqlText or a TemplateCall, or nothing with the reasons noted in the form. */
    static Optional<Object> read(FormFields form) {
        Optional<String> sql = form.text("sql");
        Optional<JsonNode> statements = form.node("statements");
        Optional<String> queryId = form.name("queryId");
        Optional<Long> version = form.count("version", Integer.MAX_VALUE);
        long given = List.of(sql, statements, queryId).stream()
                .filter(Optional::isPresent)
                .count();
        if (given == 0 && form.problems().stream().noneMatch(problem -> isQuery(problem.field()))) {
            form.problem("sql", ErrorCode.INVALID_SQL, "is missing; give sql, statements or queryId");
        }
        if (given > 1) {
            form.problem("sql", ErrorCode.INVALID_REQUEST, "give only one of sql, statements and queryId");
        }
        if (queryId.isPresent()) {
            Integer number = version.map(Math::toIntExact).orElse(null);
            return Optional.of(new TemplateCall(queryId.get(), number));
        }
        return texts(sql, statements, form).map(SqlText::new);
    }

    private static boolean isQuery(String field) {
        return field.equals("sql") || field.equals("queryId");
    }

    private static Optional<List<String>> texts(Optional<String> sql, Optional<JsonNode> statements, FormFields form) {
        if (sql.isPresent()) {
            check("sql", sql.get(), form);
            return sql.map(List::of);
        }
        if (statements.isEmpty()) {
            return Optional.empty();
        }
        JsonNode list = statements.get();
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_STATEMENTS) {
            form.problem("statements", ErrorCode.INVALID_SQL, "must be a list of 1 to " + MOST_STATEMENTS + " texts");
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String field = "statements[" + i + "]";
            if (list.get(i).isTextual()) {
                check(field, list.get(i).textValue(), form);
                texts.add(list.get(i).textValue());
            } else {
                form.problem(field, ErrorCode.INVALID_SQL, "must be a text in quotes");
            }
        }
        return Optional.of(texts);
    }

    private static void check(String field, String statement, FormFields form) {
        if (statement.isBlank()) {
            form.problem(field, ErrorCode.INVALID_SQL, "is empty");
        } else if (statement.indexOf('\0') >= 0) {
            form.problem(field, ErrorCode.INVALID_SQL, "holds a NUL character, which no database takes");
        } else if (!TextCheck.wellFormed(statement)) {
            form.problem(field, ErrorCode.INVALID_SQL, "holds half a character (a lone surrogate)");
        }
    }
}
