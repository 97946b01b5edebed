package dev.sluice.standalone.demo.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.message.ParameterValue;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.rest.ApiException;
import dev.sluice.standalone.cli.rest.ApiRefusedException;
import dev.sluice.standalone.cli.rest.SluiceApi;
import dev.sluice.standalone.demo.workload.DemoJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** In and out by the REST API: one call to submit and wait, then the rows page by page. */
final class RestPort implements JobPort {
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final int PAGE = 1_000;

    private final SluiceApi api;
    private final Executor callers;

    /** @param callers runs calls, each blocking until it is answered */
    RestPort(SluiceApi api, Executor callers) {
        this.api = api;
        this.callers = callers;
    }

    @Override
    public CompletableFuture<Answer> run(String jobId, DemoJob job) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return ask(jobId, job);
                    } catch (ApiException e) {
                        throw new CompletionException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new CompletionException(e);
                    }
                },
                callers);
    }

    private Answer ask(String jobId, DemoJob job) throws ApiException, InterruptedException {
        try {
            SluiceApi own = api.forTenant(job.tenant().id());
            JsonNode ended = own.submit(request(jobId, job), WAIT);
            JsonNode error = ended.path("error");
            return error.isObject()
                    ? Answer.refused(
                            state(ended),
                            error.path("code").asText(),
                            error.path("message").asText())
                    : withRows(own, jobId, state(ended));
        } catch (ApiRefusedException e) {
            return Answer.refused("REJECTED", e.code(), String.valueOf(e.getMessage()));
        }
    }

    private static Answer withRows(SluiceApi api, String jobId, String state)
            throws ApiException, InterruptedException {
        List<String> encodings = new ArrayList<>();
        List<JsonNode> rows = new ArrayList<>();
        JsonNode page;
        do {
            page = api.result(jobId, rows.size(), PAGE);
            if (encodings.isEmpty()) {
                page.path("columns")
                        .forEach(column -> encodings.add(column.path("encoding").asText()));
            }
            page.path("rows").forEach(rows::add);
        } while (page.hasNonNull("next") && !page.path("rows").isEmpty());
        return new Answer(state, "", "", encodings, rows);
    }

    private static String state(JsonNode job) {
        return job.path("state").asText();
    }

    private static ObjectNode request(String jobId, DemoJob job) {
        ObjectNode request = Json.object()
                .put("jobId", jobId)
                .put("database", job.database())
                .put("sql", job.sql())
                .put("priority", job.tenant().priority().name().toLowerCase(Locale.ROOT));
        job.parameters().forEach(parameter -> request.withArray("parameters").add(parameter(parameter)));
        return request;
    }

    private static ObjectNode parameter(ParameterValue parameter) {
        ObjectNode json = Json.object().put("type", parameter.getType().name());
        return parameter.getValue() instanceof Long number
                ? json.put("value", number)
                : json.put("value", String.valueOf(parameter.getValue()));
    }
}
