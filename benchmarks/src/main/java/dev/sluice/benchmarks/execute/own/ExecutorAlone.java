package dev.sluice.benchmarks.execute.own;

import dev.sluice.benchmarks.execute.job.AskOverKafka;
import dev.sluice.benchmarks.execute.job.Backlog;
import dev.sluice.benchmarks.execute.job.BenchDatabase;
import dev.sluice.benchmarks.execute.job.Contender;
import dev.sluice.benchmarks.execute.job.ExportByJdbc;
import dev.sluice.benchmarks.execute.job.Question;
import dev.sluice.benchmarks.execute.job.Workload;
import dev.sluice.executor.Executor;
import dev.sluice.executor.ExecutorSettings;
import dev.sluice.executor.publish.Delivered;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.broker.UnfitBrokerException;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The executor as it is, without dispatcher and sink: sealed jobs are published straight to its topic. */
public final class ExecutorAlone implements Contender {
    public static final Topics TOPICS = new Topics("bench");
    /** Where exports go, so that nobody reads them while they are measured. */
    public static final String EXPORTS = "bench.exports";

    private final String servers;
    private final BenchDatabase database;
    private final Messages messages;
    private final SealedJobs jobs;
    private final Outcomes outcomes;
    private final Executor executor;
    private final AskOverKafka asking;

    private ExecutorAlone(String servers, BenchDatabase database, ExecutorSettings settings) {
        this.servers = servers;
        this.database = database;
        InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
        this.messages = new Messages(registry);
        this.jobs = new SealedJobs(TOPICS, messages);
        this.outcomes = new Outcomes(messages);
        this.executor = new Executor(settings, registry, new SimpleMeterRegistry(), InstantSource.system());
        try {
            executor.start();
        } catch (UnfitBrokerException | InterruptedException refused) {
            throw new IllegalStateException(refused);
        }
        this.asking = new AskOverKafka(servers, TOPICS.replies(), jobs::job, outcomes::rows);
    }

    /** On topics that exist. Settings are KEY=VALUE. */
    public static ExecutorAlone start(
            String servers, BenchDatabase database, Delivered delivery, List<String> settings) {
        String key = "databases." + BenchDatabase.NAME;
        Map<String, String> values = new HashMap<>(Map.of(
                "kafka.client.bootstrap.servers",
                servers,
                "topics.prefix",
                TOPICS.prefix(),
                "platform.key",
                Base64.getEncoder().encodeToString(SealedJobs.KEY),
                "executor.instance",
                "bench",
                "executor.delivery",
                delivery.name().toLowerCase(Locale.ROOT),
                key + ".url",
                database.url(),
                key + ".user",
                database.user(),
                key + ".slots.fast",
                String.valueOf(CONNECTIONS),
                key + ".slots.medium",
                "1",
                key + ".slots.slow",
                "1"));
        settings.stream().filter(setting -> setting.startsWith("executor.")).forEach(setting -> {
            int equals = setting.indexOf('=');
            values.put(setting.substring(0, equals), setting.substring(equals + 1));
        });
        return new ExecutorAlone(
                servers, database, ExecutorSettings.read(SettingsReader.of(values), TenantBinding.OPEN));
    }

    @Override
    public Asking ready(List<Question> questions) {
        return asking.ready(questions);
    }

    @Override
    public long recordedWrites(long asked) throws Exception {
        return LedgerCount.of(database, SealedJobs.TENANT);
    }

    /**
     * The share of the time of all slots in which their statements were under way, as the outcomes tell, from so many jobs of 10 ms being
     * handed over to the last outcome being read. A slot that waits for a job, a connection or a commit is idle.
     */
    public double busyFraction(int count) throws Exception {
        outcomes.takeDatabaseMicros();
        double perSecond = new Backlog(Workload.TEN_MILLIS, count).measure(this);
        double micros = count / perSecond * 1e6;
        return outcomes.takeDatabaseMicros() / (micros * CONNECTIONS);
    }

    /** Rows a second of an export, from the publishing of its job to its terminal event. Throws unless all rows arrived. */
    public double export(int rows) throws Exception {
        try (ExportFollower follower = new ExportFollower(servers, TOPICS.events(), EXPORTS, messages)) {
            String id = UUID.randomUUID().toString();
            long nanos = follower.run(jobs.export(id, ExportByJdbc.SELECT, EXPORTS));
            follower.verify(id, rows);
            return rows * 1e9 / nanos;
        }
    }

    @Override
    public void close() {
        asking.close();
        executor.stop();
    }
}
