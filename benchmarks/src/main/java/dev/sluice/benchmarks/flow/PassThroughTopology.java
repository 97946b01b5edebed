package dev.sluice.benchmarks.flow;

import dev.sluice.benchmarks.load.RoundTrip;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;

/** A Kafka Streams topology that only passes records on, with the guarantee, intervals and back-off of the dispatcher: what it cannot beat. */
final class PassThroughTopology implements RoundTrip, AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final TopicEcho echo;

    private PassThroughTopology(KafkaStreams streams, TopicEcho echo) {
        this.streams = streams;
        this.echo = echo;
    }

    /** Returns once records flow from the one topic to the other. */
    static PassThroughTopology start(Map<String, ?> kafka, String from, String to, Path stateFolder)
            throws InterruptedException, TimeoutException {
        StreamsBuilder topology = new StreamsBuilder();
        topology.stream(from).to(to);
        KafkaStreams streams = new KafkaStreams(topology.build(), settings(kafka, stateFolder));
        CountDownLatch running = new CountDownLatch(1);
        streams.setStateListener((state, before) -> {
            if (state == KafkaStreams.State.RUNNING) {
                running.countDown();
            }
        });
        streams.start();
        if (!running.await(START.toSeconds(), TimeUnit.SECONDS)) {
            streams.close(STOP);
            throw new TimeoutException("the pass-through topology did not start within " + START.toSeconds() + " s");
        }
        return new PassThroughTopology(streams, new TopicEcho(kafka, from, to));
    }

    @Override
    public CompletableFuture<?> once() {
        return echo.once();
    }

    @Override
    public void close() {
        echo.close();
        streams.close(STOP);
    }

    private static Properties settings(Map<String, ?> kafka, Path stateFolder) {
        Properties settings = new Properties();
        settings.putAll(kafka);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench-pass-through");
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 5);
        settings.put(StreamsConfig.POLL_MS_CONFIG, 5);
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        settings.put(StreamsConfig.producerPrefix("linger.ms"), 1);
        // With the default of 100 ms, a transaction that starts right after another would wait for most of that.
        settings.put(StreamsConfig.producerPrefix("retry.backoff.ms"), 2);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        return settings;
    }
}
