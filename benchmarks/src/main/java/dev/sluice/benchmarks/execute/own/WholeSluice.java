package dev.sluice.benchmarks.execute.own;

import dev.sluice.benchmarks.execute.job.BenchDatabase;
import dev.sluice.benchmarks.execute.job.Contender;
import dev.sluice.benchmarks.execute.job.Question;
import dev.sluice.client.ClientSettings;
import dev.sluice.client.JobResult;
import dev.sluice.client.SluiceClient;
import dev.sluice.executor.publish.Delivered;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.standalone.Standalone;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything: jobs go from a client over Kafka through dispatcher and executor, results back to it and into the history. */
public final class WholeSluice implements Contender {
    private static final String TENANT = "whole";

    private final BenchDatabase database;
    private final Standalone sluice;
    private final SluiceClient client;

    private WholeSluice(BenchDatabase database, Standalone sluice) {
        this.database = database;
        this.sluice = sluice;
        this.client = new SluiceClient(
                ClientSettings.of(sluice.bootstrapServers(), TENANT, "bench"),
                new HttpSchemaRegistry(RegistrySettings.at(sluice.registryUrl())));
    }

    /** On an empty folder. Settings are KEY=VALUE; files and variables are not read. */
    public static WholeSluice start(
            Path folder, Path binaries, BenchDatabase database, Delivered delivery, List<String> settings)
            throws Exception {
        String key = "databases." + BenchDatabase.NAME;
        List<String> fixed = new ArrayList<>(settings);
        fixed.addAll(List.of(
                "standalone.data=" + folder,
                "standalone.postgres.binaries=" + binaries,
                "standalone.kafka.port=0",
                "standalone.registry.port=0",
                "standalone.postgres.port=0",
                "api.port=0",
                "executor.delivery=" + delivery.name().toLowerCase(Locale.ROOT),
                key + ".engine=postgresql",
                key + ".url=" + database.url(),
                key + ".user=" + database.user(),
                key + ".slots.fast=" + CONNECTIONS));
        Standalone sluice = Standalone.of(
                flags -> {
                    List<String> all = new ArrayList<>(fixed);
                    all.addAll(flags);
                    return SettingsReader.of(folder.resolve("no-settings.yaml"), Map.of(), all);
                },
                InstantSource.system());
        sluice.start();
        return new WholeSluice(database, sluice);
    }

    @Override
    public Asking ready(List<Question> questions) {
        return () -> ask(questions);
    }

    private void ask(List<Question> questions) {
        for (Question question : questions) {
            var unused = client.run(
                            client.sql(BenchDatabase.NAME, question.workload().sql())
                                    .jobId(question.id())
                                    .parameter(question.parameter()))
                    .whenComplete((result, failure) -> answer(question, result, failure));
        }
    }

    @Override
    public long recordedWrites(long asked) throws Exception {
        return LedgerCount.of(database, TENANT);
    }

    @Override
    public void close() {
        client.close();
        sluice.close();
    }

    private static void answer(Question question, @Nullable JobResult result, @Nullable Throwable failure) {
        if (result == null) {
            question.answer().completeExceptionally(failure == null ? new IllegalStateException("no answer") : failure);
        } else if (result.succeeded()) {
            question.answered(result.rowCount());
        } else {
            question.answer()
                    .completeExceptionally(new IllegalStateException(
                            "job " + result.jobId() + " ended " + result.state() + ": " + result.error()));
        }
    }
}
