package dev.sluice.standalone.demo.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.client.JobResult;
import dev.sluice.client.RequestBuilder;
import dev.sluice.client.SluiceClient;
import dev.sluice.message.Column;
import dev.sluice.message.JobError;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.demo.workload.DemoJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** In by the request topics, out by the replies: what a producer in any language does. */
final class KafkaPort implements JobPort {
    private final SluiceClient client;

    KafkaPort(SluiceClient client) {
        this.client = client;
    }

    @Override
    public CompletableFuture<Answer> run(String jobId, DemoJob job) {
        RequestBuilder request = client.sql(job.database(), job.sql())
                .jobId(jobId)
                .tenant(job.tenant().id())
                .priority(job.tenant().priority())
                .label("demo", job.name());
        job.parameters().forEach(parameter -> request.parameter(parameter.getType(), parameter.getValue()));
        return client.run(request).thenApply(KafkaPort::answer);
    }

    private static Answer answer(JobResult result) {
        return result.error()
                .map(error -> refused(result, error))
                .orElseGet(() -> new Answer(
                        result.state().name(),
                        "",
                        "",
                        result.columns().stream().map(Column::getEncoding).toList(),
                        rows(result.parts())));
    }

    private static Answer refused(JobResult result, JobError error) {
        return Answer.refused(result.state().name(), error.getCode().name(), error.getMessage());
    }

    private static List<JsonNode> rows(List<byte[]> parts) {
        List<JsonNode> rows = new ArrayList<>();
        for (byte[] part : parts) {
            try {
                Json.parse(part).forEach(rows::add);
            } catch (IOException e) {
                throw new UncheckedIOException("the rows are not JSON", e);
            }
        }
        return rows;
    }
}
