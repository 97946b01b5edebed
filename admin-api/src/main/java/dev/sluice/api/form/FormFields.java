package dev.sluice.api.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.problem.FieldProblem;
import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.job.Identifiers;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the fields of one JSON object by name and type. A field that cannot be used is noted and read as absent, so that one look
 * at {@link #problems()} shows everything that is wrong, unknown fields included. Not thread-safe.
 */
final class FormFields {
    private final ObjectNode body;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<FieldProblem> problems = new ArrayList<>();

    FormFields(ObjectNode body) {
        this.body = body;
    }

    /** The field as it stands; a JSON null is an absent field. */
    Optional<JsonNode> node(String field) {
        known.add(field);
        return Optional.ofNullable(body.get(field)).filter(node -> !node.isNull());
    }

    Optional<String> text(String field) {
        return node(field)
                .flatMap(node ->
                        node.isTextual() ? Optional.of(node.textValue()) : refuse(field, "must be a text in quotes"));
    }

    /** A name of a tenant, principal, database or template. */
    Optional<String> name(String field) {
        return text(field)
                .flatMap(name -> Identifiers.validName(name)
                        ? Optional.of(name)
                        : refuse(field, ErrorCode.INVALID_NAME, "must be 1 to 64 letters, digits, '_' or inner '-'"));
    }

    boolean flag(String field) {
        return node(field)
                .flatMap(node -> node.isBoolean()
                        ? Optional.of(node.booleanValue())
                        : this.<Boolean>refuse(field, "must be true or false"))
                .orElse(false);
    }

    /** A whole number from 1 to the most. */
    Optional<Long> count(String field, long most) {
        return node(field)
                .flatMap(node -> node.canConvertToLong()
                                && node.isIntegralNumber()
                                && node.longValue() > 0
                                && node.longValue() <= most
                        ? Optional.of(node.longValue())
                        : refuse(field, "must be a whole number from 1 to " + most));
    }

    Optional<Instant> instant(String field) {
        return text(field).flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeParseException e) {
                return refuse(field, "must be a time such as 2026-11-21T12:00:00Z");
            }
        });
    }

    Optional<Duration> duration(String field) {
        return text(field).flatMap(text -> {
            Optional<Duration> duration = DurationText.parse(text);
            return duration.isPresent() ? duration : refuse(field, DurationText.ALLOWED);
        });
    }

    /** One of the constants of an enum, in any case. */
    <E extends Enum<E>> Optional<E> choice(String field, Class<E> type) {
        return text(field).flatMap(text -> {
            List<E> constants = List.of(type.getEnumConstants());
            Optional<E> found = constants.stream()
                    .filter(constant -> constant.name().equals(text.toUpperCase(Locale.ROOT)))
                    .findFirst();
            return found.isPresent() ? found : refuse(field, "is not known; " + Suggestion.of(text, names(type)));
        });
    }

    void problem(String field, ErrorCode code, String message) {
        problems.add(new FieldProblem(field, code, message));
    }

    /** Every problem so far; fields that nobody asked for are problems too. Ask for it last. */
    List<FieldProblem> problems() {
        List<FieldProblem> all = new ArrayList<>(problems);
        body.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                String shown = field.length() <= 64 ? field : field.substring(0, 64) + "…";
                all.add(new FieldProblem(
                        shown, ErrorCode.INVALID_REQUEST, "is not known; " + Suggestion.of(field, known)));
            }
        });
        return all;
    }

    private <T> Optional<T> refuse(String field, String message) {
        return refuse(field, ErrorCode.INVALID_REQUEST, message);
    }

    private <T> Optional<T> refuse(String field, ErrorCode code, String message) {
        problem(field, code, message);
        return Optional.empty();
    }

    private static <E extends Enum<E>> List<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
