package dev.sluice.benchmarks.execute.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Hands each request on and remembers it until its reply: what a dispatcher does that decides nothing. Exactly once. */
final class BareRelay implements AutoCloseable {
    private static final String STORE = "bare-flow";
    private static final String ASKED = "asked";
    /** As the dispatcher under load. */
    private static final int COMMIT_MILLIS = 40;

    private static final int POLL_MILLIS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final KafkaStreams streams;

    private BareRelay(KafkaStreams streams) {
        this.streams = streams;
    }

    /** Between topics that exist and have as many partitions each. */
    static BareRelay start(String servers, Path state, String asked, JsonJobs jobs)
            throws InterruptedException, TimeoutException {
        Topology topology = new Topology()
                .addSource(ASKED, asked)
                .addSource("replies", jobs.replyTopic())
                .addProcessor("relay", () -> new Relay(asked), ASKED, "replies")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray())
                                .withCachingDisabled(),
                        "relay")
                .addSink("jobs", jobs.topic(), "relay");
        KafkaStreams streams = new KafkaStreams(topology, settings(servers, state));
        CountDownLatch running = new CountDownLatch(1);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                running.countDown();
            }
        });
        streams.start();
        if (!running.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            streams.close(LIMIT);
            throw new TimeoutException("the bare relay did not start");
        }
        return new BareRelay(streams);
    }

    @Override
    public void close() {
        streams.close(LIMIT);
    }

    private static final class Relay extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private final String asked;

        @SuppressWarnings("NullAway.Init") // Streams calls init() before process()
        private KeyValueStore<byte[], byte[]> store;

        Relay(String asked) {
            this.asked = asked;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            super.init(context);
            store = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            boolean request = context()
                    .recordMetadata()
                    .map(from -> from.topic().equals(asked))
                    .orElse(false);
            boolean known = store.get(record.key()) != null;
            if (request && !known) {
                store.put(record.key(), record.value());
                context().forward(record);
            } else if (!request && known) {
                store.put(record.key(), new byte[0]);
            }
        }
    }

    private static Properties settings(String servers, Path state) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                StreamsConfig.APPLICATION_ID_CONFIG,
                "bench-bare-flow",
                StreamsConfig.STATE_DIR_CONFIG,
                state.toString(),
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                COMMIT_MILLIS,
                StreamsConfig.POLL_MS_CONFIG,
                POLL_MILLIS,
                StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG,
                Serdes.ByteArraySerde.class,
                StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG,
                Serdes.ByteArraySerde.class));
        settings.put(StreamsConfig.producerPrefix("linger.ms"), COMMIT_MILLIS);
        settings.put(StreamsConfig.producerPrefix("batch.size"), 512 * 1024);
        return settings;
    }
}
