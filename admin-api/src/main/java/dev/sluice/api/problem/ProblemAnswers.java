package dev.sluice.api.problem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.job.ErrorCatalog;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a handler throws into {@code application/problem+json}. Thread-safe. */
public final class ProblemAnswers {
    private static final Logger log = LoggerFactory.getLogger(ProblemAnswers.class);

    private ProblemAnswers() {}

    public static void register(RoutesConfig routes) {
        routes.exception(Exception.class, (failure, context) -> answer(context, failure));
        // Javalin answers its own exceptions in plain text unless they have a handler by name.
        routes.exception(HttpResponseException.class, (failure, context) -> answer(context, failure));
    }

    private static void answer(Context context, Throwable failure) {
        switch (failure) {
            case CompletionException wrapper when wrapper.getCause() != null -> answer(context, wrapper.getCause());
            case ProblemException refusal -> write(context, refusal.problem());
            case HttpResponseException refusal -> write(context, http(context, refusal));
            default -> {
                log.atError()
                        .addKeyValue("method", context.method())
                        .addKeyValue("path", context.path())
                        .setCause(failure)
                        .log("A call failed for a reason nobody expected; it was answered with INTERNAL");
                write(context, Problem.of(ErrorCode.INTERNAL, "the call failed; the log of the API says why"));
            }
        }
    }

    private static void write(Context context, Problem problem) {
        problem.retryAfter()
                .ifPresent(pause -> context.header("Retry-After", Long.toString(Math.max(1, pause.toSeconds()))));
        context.status(problem.status())
                .contentType("application/problem+json")
                .result(json(problem).put("instance", context.path()).toString());
    }

    private static Problem http(Context context, HttpResponseException refusal) {
        Problem problem = switch (refusal.getStatus()) {
            case 404 -> Problem.of(ErrorCode.NOT_FOUND, "there is nothing at " + context.path());
            case 405 -> Problem.of(ErrorCode.NOT_SUPPORTED, context.method() + " is not a thing to do here");
            default -> Problem.of(ErrorCode.INVALID_REQUEST, "the call cannot be used");
        };
        return problem.withStatus(refusal.getStatus());
    }

    /** The problem as the body of an answer, or as a part of one. */
    public static ObjectNode json(Problem problem) {
        ErrorCode code = problem.code();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put(
                "type",
                "urn:sluice:problem:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        body.put("title", title(code));
        body.put("status", problem.status());
        body.put("detail", problem.detail());
        body.put("code", code.name());
        body.put("category", ErrorCatalog.category(code).name());
        body.put("retryable", problem.retryAfter().isPresent() || ErrorCatalog.retryable(code));
        if (!problem.fields().isEmpty()) {
            ArrayNode errors = body.putArray("errors");
            problem.fields()
                    .forEach(field -> errors.addObject()
                            .put("field", field.field())
                            .put("code", field.code().name())
                            .put("message", field.message()));
        }
        return body;
    }

    private static String title(ErrorCode code) {
        String words = code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
