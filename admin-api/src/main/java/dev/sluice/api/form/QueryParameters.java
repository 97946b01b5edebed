package dev.sluice.api.form;

import dev.sluice.api.problem.FieldProblem;
import dev.sluice.api.problem.Problem;
import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.job.Identifiers;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Query parameters by name and type; one that cannot be used throws a problem that names it. Pure. */
public final class QueryParameters {
    private QueryParameters() {}

    /** Throws a problem for a parameter that this call does not know. */
    public static void requireKnown(Context context, List<String> known) {
        context.queryParamMap().keySet().stream()
                .filter(given -> !known.contains(given))
                .findFirst()
                .ifPresent(given -> {
                    throw refused(
                            given.length() > 64 ? given.substring(0, 64) : given,
                            ErrorCode.INVALID_REQUEST,
                            "is not known; " + Suggestion.of(given, known));
                });
    }

    public static long number(Context context, String name, long otherwise, long min, long max) {
        String text = context.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number out of bounds.
        }
        throw refused(name, ErrorCode.INVALID_REQUEST, "must be a whole number from " + min + " to " + max);
    }

    public static Optional<String> name(Context context, String name) {
        return valid(name, context.queryParam(name));
    }

    /** The tenant that a call names, in the header {@code Sluice-Tenant} or, failing that, in {@code ?tenant=}. */
    public static Optional<String> tenant(Context context) {
        return valid("Sluice-Tenant", context.header("Sluice-Tenant")).or(() -> name(context, "tenant"));
    }

    private static Optional<String> valid(String name, @Nullable String text) {
        if (text != null && !Identifiers.validName(text)) {
            throw refused(name, ErrorCode.INVALID_NAME, "must be 1 to 64 letters, digits, '_' or inner '-'");
        }
        return Optional.ofNullable(text);
    }

    public static <E extends Enum<E>> Optional<E> choice(Context context, String name, Class<E> type) {
        String text = context.queryParam(name);
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        List<E> constants = List.of(type.getEnumConstants());
        return Optional.of(constants.stream()
                .filter(constant -> constant.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> refused(
                        name,
                        ErrorCode.INVALID_REQUEST,
                        "is not known; "
                                + Suggestion.of(
                                        text,
                                        Arrays.stream(type.getEnumConstants())
                                                .map(Enum::name)
                                                .toList()))));
    }

    public static RuntimeException refused(String name, ErrorCode code, String message) {
        return Problem.of(new FieldProblem(name, code, message)).exception();
    }
}
