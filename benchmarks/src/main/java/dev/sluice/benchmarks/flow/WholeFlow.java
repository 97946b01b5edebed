package dev.sluice.benchmarks.flow;

import dev.sluice.benchmarks.load.RoundTrip;
import dev.sluice.client.ClientSettings;
import dev.sluice.client.JobResult;
import dev.sluice.client.SluiceClient;
import dev.sluice.message.ExecutionMetrics;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.util.concurrent.CompletableFuture;

/** Sluice itself: a point select as a job, submitted over Kafka, its rows read from the reply topic. */
final class WholeFlow implements RoundTrip, Rounds.Phases, AutoCloseable {
    private final SluiceClient client;
    private final String database;
    private final JobTimesSum times = new JobTimesSum();
    private JobTimes calm = new JobTimes(0, 0, 0, 0);
    private JobTimes loaded = new JobTimes(0, 0, 0, 0);

    WholeFlow(String bootstrapServers, SchemaRegistry registry, String database) {
        this.client = new SluiceClient(ClientSettings.of(bootstrapServers, "bench", "bench"), registry);
        this.database = database;
    }

    @Override
    public CompletableFuture<?> once() {
        long began = System.nanoTime();
        return client.run(client.sql(database, PlainJdbc.SELECT).parameter(PlainJdbc.anyId()))
                .thenAccept(result -> check(result, System.nanoTime() - began));
    }

    @Override
    public void warmedUp() {
        times.takeMeans();
    }

    @Override
    public void latencyMeasured() {
        calm = times.takeMeans();
    }

    @Override
    public void throughputMeasured() {
        loaded = times.takeMeans();
    }

    /** At the fixed rate. */
    JobTimes calm() {
        return calm;
    }

    /** At full load. */
    JobTimes loaded() {
        return loaded;
    }

    @Override
    public void close() {
        client.close();
    }

    private void check(JobResult result, long nanos) {
        if (!result.succeeded() || result.rowCount() != 1) {
            throw new IllegalStateException("job " + result.jobId() + " ended " + result.state() + " with "
                    + result.rowCount() + " rows: "
                    + result.error()
                            .map(error -> error.getCode() + " " + error.getMessage())
                            .orElse("no error"));
        }
        ExecutionMetrics metrics = result.outcome().getMetrics();
        if (metrics != null) {
            times.add(nanos, metrics);
        }
    }
}
