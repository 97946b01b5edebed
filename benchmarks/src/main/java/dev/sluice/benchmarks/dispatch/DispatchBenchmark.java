package dev.sluice.benchmarks.dispatch;

import dev.sluice.benchmarks.dispatch.DispatchResult.Stage;
import dev.sluice.standalone.kafka.EmbeddedKafka;
import dev.sluice.standalone.kafka.EmbeddedKafkaSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What is measured when: three ways from a request to a job on one broker, then the scheduler by itself. */
final class DispatchBenchmark {
    private static final int PARTITIONS = 4;
    private static final List<Integer> WAITING = List.of(1_000, 10_000, 100_000, 1_000_000);
    private static final List<Integer> TENANTS = List.of(1, 10, 1_000, 10_000);
    private static final int USUAL_TENANTS = 100;
    private static final int SHARED = 100_000;
    private static final int BATCHES = 15;
    private static final int WARM_UPS = 2;

    private final int jobs;
    private final int rounds;
    private final int perSecond;
    private final Consumer<String> progress;

    DispatchBenchmark(int jobs, int rounds, int perSecond, Consumer<String> progress) {
        this.jobs = jobs;
        this.rounds = rounds;
        this.perSecond = perSecond;
        this.progress = progress;
    }

    DispatchResult run(Path folder, List<String> settings) throws Exception {
        Map<String, Stage> stages = stages(folder, settings);
        Map<Integer, Double> byWaiting = new LinkedHashMap<>();
        for (int waiting : WAITING) {
            byWaiting.put(waiting, admission(waiting, USUAL_TENANTS));
        }
        Map<Integer, Double> byTenants = new LinkedHashMap<>();
        for (int tenants : TENANTS) {
            byTenants.put(tenants, admission(SHARED, tenants));
        }
        progress.accept("heap of a million waiting jobs");
        double bytes = AdmissionCost.bytesPerJob(1_000_000, USUAL_TENANTS);
        progress.accept("ten tenants that ask for 1 to 100 times as much, in simulated time");
        double jain = Fairness.jain();
        progress.accept("bursts of high priority in a flood of low priority, in simulated time");
        var highPriority = Fairness.highPriority();
        return new DispatchResult(stages, byWaiting, byTenants, bytes, jain, highPriority);
    }

    private double admission(int waiting, int tenants) {
        double nanos = new AdmissionCost(waiting, tenants).measure(BATCHES);
        progress.accept(String.format(
                Locale.ROOT, "one admission with %,d waiting of %,d tenants: %,.0f ns", waiting, tenants, nanos));
        return nanos;
    }

    /** The dispatcher alone, on a broker of its own. */
    Stage dispatcher(Path folder) throws Exception {
        return onBroker(folder, servers -> {
            try (var dispatcher = RealDispatcher.start(servers, folder.resolve("dispatcher"), List.of())) {
                publish(servers, dispatcher.definition());
                var alone = Map.<String, Decider>of(DispatchResult.DISPATCHER, dispatcher);
                return Objects.requireNonNull(measured(servers, alone).get(DispatchResult.DISPATCHER));
            }
        });
    }

    private Map<String, Stage> stages(Path folder, List<String> settings) throws Exception {
        return onBroker(folder, servers -> {
            try (var dispatcher = RealDispatcher.start(servers, folder.resolve("dispatcher"), settings);
                    var bare = BareTopology.start(servers, folder.resolve("bare"))) {
                publish(servers, dispatcher.definition());
                Map<String, Decider> deciders = new LinkedHashMap<>();
                deciders.put(DispatchResult.DISPATCHER, dispatcher);
                deciders.put(DispatchResult.BARE, bare);
                deciders.put(DispatchResult.ECHO, new BareEcho());
                return measured(servers, deciders);
            }
        });
    }

    /** In turns, so that a slow minute of the machine is one for all of them. */
    private Map<String, Stage> measured(String servers, Map<String, Decider> deciders) throws Exception {
        Map<String, Contender> contenders = new LinkedHashMap<>();
        Map<String, Stage> stages = new LinkedHashMap<>();
        try {
            deciders.forEach(
                    (name, decider) -> contenders.put(name, new Contender(name, servers, decider, jobs, progress)));
            for (int round = 0; round < WARM_UPS; round++) {
                for (Contender contender : contenders.values()) {
                    contender.warmUp();
                }
            }
            for (int round = 1; round <= rounds; round++) {
                progress.accept("round " + round + " of " + rounds);
                for (Contender contender : contenders.values()) {
                    contender.round();
                }
            }
            for (Map.Entry<String, Contender> each : contenders.entrySet()) {
                stages.put(each.getKey(), each.getValue().stage(perSecond));
            }
        } finally {
            contenders.values().forEach(Contender::close);
        }
        return stages;
    }

    /** What is done with a broker while it runs. */
    private interface Use<T> {
        T with(String servers) throws Exception;
    }

    private <T> T onBroker(Path folder, Use<T> use) throws Exception {
        progress.accept("start a broker");
        var kafka = new EmbeddedKafka(new EmbeddedKafkaSettings(0, folder.resolve("kafka"), false));
        kafka.start();
        try {
            createTopics(kafka.bootstrapServers());
            return use.with(kafka.bootstrapServers());
        } finally {
            kafka.stop();
        }
    }

    private static void createTopics(String servers) throws Exception {
        List<NewTopic> topics = new ArrayList<>();
        RealDispatcher.TOPICS
                .catalogue(Set.of("postgresql"), PARTITIONS)
                .forEach(topic ->
                        topics.add(new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config())));
        Stream.concat(BareTopology.topics().stream(), Stream.of(BareEcho.TOPIC, BareEcho.TOPIC + ".done"))
                .forEach(topic -> topics.add(new NewTopic(topic, PARTITIONS, (short) 1)));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(topics).all().get();
        }
    }

    private static void publish(String servers, ProducerRecord<String, byte[]> record) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }
}
