package dev.sluice.benchmarks.dispatch;

import dev.sluice.dispatcher.remember.StoreTuning;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * A topology that decides nothing, but reads, stores and writes as often and as much as the dispatcher does for a job: one put and two
 * outputs for a request, one of which it reads back, and two puts for a completion; a get before each. With the dispatcher's guarantee,
 * intervals, batches and tuning of the store.
 */
final class BareTopology implements Decider {
    static final String REQUESTS = "bare.requests";
    static final String EVENTS = "bare.events";
    static final String JOBS = "bare.jobs";

    private static final String STORE = "bare-store";
    private static final String OWN = "own";
    private static final String KEY = "shop";
    /** About what the dispatcher's records take for a point select. */
    private static final int STORED_BYTES = 600;

    private static final int REQUEST_BYTES = 250;
    private static final int JOB_BYTES = 480;
    private static final int EVENT_BYTES = 700;
    private static final int COMPLETION_BYTES = 130;
    private static final int ENDED_BYTES = 90;
    /** The dispatcher's interval under load. */
    private static final int COMMIT_MILLIS = 40;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final KafkaStreams streams;

    private BareTopology(KafkaStreams streams) {
        this.streams = streams;
    }

    static BareTopology start(String servers, Path state) throws InterruptedException, TimeoutException {
        var topology = new Topology();
        topology.addSource("requests", REQUESTS);
        topology.addSource("events", EVENTS);
        topology.addProcessor("store", StoreAndForward::new, "requests", "events");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray())
                        .withCachingDisabled(),
                "store");
        topology.addSink("jobs", JOBS, "store");
        topology.addSink("told", EVENTS, "store");
        var streams = new KafkaStreams(topology, settings(servers, state));
        var running = new CountDownLatch(1);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                running.countDown();
            }
        });
        streams.start();
        if (!running.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            streams.close(LIMIT);
            throw new TimeoutException("the bare topology did not start");
        }
        return new BareTopology(streams);
    }

    private static final class StoreAndForward extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        @SuppressWarnings("NullAway.Init") // Streams calls init() before process()
        private KeyValueStore<byte[], byte[]> store;

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            super.init(context);
            store = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            if (record.headers().lastHeader(OWN) != null) {
                return;
            }
            byte[] id = id(record.value());
            byte[] known = store.get(id);
            if (record.value().length == REQUEST_BYTES) {
                store.put(id, new byte[STORED_BYTES]);
                context().forward(record.withKey(id).withValue(padded(id, JOB_BYTES)), "jobs");
                var own = new RecordHeaders().add(OWN, new byte[] {1});
                context().forward(record.withValue(padded(id, EVENT_BYTES)).withHeaders(own), "told");
            } else if (known != null) {
                store.put(id, new byte[ENDED_BYTES]);
                store.put(
                        ("end/" + new String(id, StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII),
                        new byte[0]);
            }
        }
    }

    private static byte[] id(byte[] value) {
        byte[] id = new byte[36];
        System.arraycopy(value, 0, id, 0, id.length);
        return id;
    }

    private static byte[] padded(byte[] id, int length) {
        byte[] value = new byte[length];
        System.arraycopy(id, 0, value, 0, id.length);
        return value;
    }

    @Override
    public ProducerRecord<String, byte[]> request(String id) {
        return new ProducerRecord<>(REQUESTS, KEY, padded(id.getBytes(StandardCharsets.US_ASCII), REQUEST_BYTES));
    }

    @Override
    public ProducerRecord<String, byte[]> completion(ConsumerRecord<String, byte[]> job) {
        return new ProducerRecord<>(EVENTS, KEY, padded(id(job.value()), COMPLETION_BYTES));
    }

    @Override
    public String jobsTopic() {
        return JOBS;
    }

    @Override
    public String threads() {
        return "bench-bare";
    }

    @Override
    public void close() {
        streams.close(LIMIT);
    }

    static List<String> topics() {
        return List.of(REQUESTS, EVENTS, JOBS);
    }

    private static Properties settings(String servers, Path state) {
        var settings = new Properties();
        settings.putAll(Map.of(
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                StreamsConfig.APPLICATION_ID_CONFIG,
                "bench-bare",
                StreamsConfig.STATE_DIR_CONFIG,
                state.toString(),
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                COMMIT_MILLIS,
                StreamsConfig.POLL_MS_CONFIG,
                5,
                StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
                StreamsConfig.MAX_TASK_IDLE_MS_DISABLED,
                StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG,
                Serdes.ByteArraySerde.class,
                StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG,
                Serdes.ByteArraySerde.class));
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreTuning.class);
        settings.put(StreamsConfig.producerPrefix("linger.ms"), COMMIT_MILLIS);
        settings.put(StreamsConfig.producerPrefix("batch.size"), 512 * 1024);
        settings.put(StreamsConfig.producerPrefix("retry.backoff.ms"), 2);
        settings.put(StreamsConfig.producerPrefix("retry.backoff.max.ms"), 50);
        return settings;
    }
}
