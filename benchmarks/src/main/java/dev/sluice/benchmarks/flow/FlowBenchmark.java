package dev.sluice.benchmarks.flow;

import dev.sluice.benchmarks.flow.FlowResult.Flow;
import dev.sluice.benchmarks.flow.FlowResult.Limits;
import dev.sluice.benchmarks.load.Medians;
import dev.sluice.benchmarks.load.ProcessorUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * What is measured when: on the first start the limits, then the flow; on each further start, on the same data, the flow with
 * another delivery.
 */
final class FlowBenchmark {
    /** As many connections as the fast lane of PostgreSQL has slots by default. */
    static final int CONNECTIONS = 8;

    private static final Duration LIMIT_WARM_UP = Duration.ofSeconds(3);
    private static final int PARTITIONS = 4;
    private static final String RAW = "bench.raw";
    private static final String IN = "bench.in";
    private static final String OUT = "bench.out";

    private final Rounds rounds;
    private final Consumer<String> progress;

    FlowBenchmark(Rounds rounds, Consumer<String> progress) {
        this.rounds = rounds;
        this.progress = progress;
    }

    FlowResult run(List<Delivery> deliveries, Path folder, Platform.Starter starter) throws Exception {
        double others = ProcessorUse.ofOthers();
        Optional<Limits> limits = Optional.empty();
        Map<Delivery, Flow> flows = new LinkedHashMap<>();
        for (Delivery delivery : deliveries) {
            progress.accept("start Sluice with executors " + delivery.key());
            try (Platform platform = starter.start(folder.resolve("data"), delivery)) {
                if (limits.isEmpty()) {
                    limits = Optional.of(limits(platform, folder));
                }
                flows.put(delivery, flow(platform, delivery));
            }
        }
        return new FlowResult(others, rounds, limits.orElseThrow(), flows);
    }

    private Limits limits(Platform platform, Path folder) throws Exception {
        Map<String, Object> kafka = Map.of("bootstrap.servers", platform.bootstrapServers());
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(Stream.of(RAW, IN, OUT)
                            .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        return new Limits(raw(kafka), passThrough(kafka, folder.resolve("streams")), jdbc(platform.jdbc(CONNECTIONS)));
    }

    private Figures raw(Map<String, Object> kafka) throws Exception {
        progress.accept("raw Kafka round trip");
        try (TopicEcho echo = new TopicEcho(kafka, RAW, RAW)) {
            return rounds.warmingUp(LIMIT_WARM_UP).measure(echo, new Rounds.Phases() {}, this::detail);
        }
    }

    private Figures passThrough(Map<String, Object> kafka, Path folder) throws Exception {
        progress.accept("Kafka Streams pass-through");
        try (PassThroughTopology topology = PassThroughTopology.start(kafka, IN, OUT, folder)) {
            return rounds.warmingUp(LIMIT_WARM_UP).measure(topology, new Rounds.Phases() {}, this::detail);
        }
    }

    private double jdbc(PlainJdbc jdbc) throws Exception {
        progress.accept("plain JDBC point selects on " + jdbc.threads() + " connections");
        jdbc.load();
        Duration length = rounds.throughput().length();
        jdbc.measure(length);
        double[] perSecond = new double[rounds.count()];
        for (int round = 0; round < perSecond.length; round++) {
            perSecond[round] = jdbc.measure(length);
            detail(String.format(
                    Locale.ROOT, "round %d of %d: %,.0f/s", round + 1, perSecond.length, perSecond[round]));
        }
        return Medians.of(perSecond);
    }

    private Flow flow(Platform platform, Delivery delivery) throws Exception {
        progress.accept("Sluice, whole flow, executors " + delivery.key());
        try (WholeFlow flow = new WholeFlow(platform.bootstrapServers(), platform.registry(), platform.database())) {
            Figures figures = rounds.measure(flow, flow, this::detail);
            return new Flow(figures, flow.calm(), flow.loaded());
        }
    }

    private void detail(String line) {
        progress.accept("  " + line);
    }
}
