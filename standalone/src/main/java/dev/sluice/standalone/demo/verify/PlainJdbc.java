package dev.sluice.standalone.demo.verify;

import dev.sluice.message.ParameterValue;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** The same query without Sluice: the reference that every SELECT of the demo is compared with. Thread-safe; remembers answers. */
public final class PlainJdbc {
    private final DataSource database;
    private final Map<Question, RowsDigest> answers = new ConcurrentHashMap<>();

    /** What was asked; the demo's tables that are read do not change, so neither does the answer. */
    private record Question(String sql, List<ParameterValue> parameters, boolean ordered) {}

    public PlainJdbc(DataSource database) {
        this.database = database;
    }

    /** Digest of the rows. */
    public RowsDigest ask(String sql, List<ParameterValue> parameters, boolean ordered) throws SQLException {
        Question question = new Question(sql, parameters, ordered);
        RowsDigest known = answers.get(question);
        if (known != null) {
            return known;
        }
        RowsDigest answer = run(question);
        answers.put(question, answer);
        return answer;
    }

    /** The single number that this query returns. */
    public long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private RowsDigest run(Question question) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(question.sql())) {
            for (int i = 0; i < question.parameters().size(); i++) {
                bind(statement, i + 1, question.parameters().get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return digest(rows, question.ordered());
            }
        }
    }

    private static RowsDigest digest(ResultSet rows, boolean ordered) throws SQLException {
        RowsDigester digester = new RowsDigester(ordered);
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            List<String> values = new ArrayList<>(columns);
            for (int i = 1; i <= columns; i++) {
                values.add(CanonicalValue.of(rows.getObject(i)));
            }
            digester.add(values);
        }
        return digester.finish();
    }

    private static void bind(PreparedStatement statement, int at, ParameterValue parameter) throws SQLException {
        Object value = parameter.getValue();
        switch (parameter.getType()) {
            case DECIMAL -> statement.setBigDecimal(at, new BigDecimal(String.valueOf(value)));
            case DATE -> statement.setObject(at, LocalDate.parse(String.valueOf(value)));
            default -> statement.setObject(at, value);
        }
    }
}
