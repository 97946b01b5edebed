package dev.sluice.sink.read;

import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.service.Health;
import dev.sluice.sink.keep.Keeper;
import dev.sluice.sink.understand.RecordReading;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reading as a whole: a consumer, its thread and how they are. Thread-safe. */
public final class SinkReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SinkReader.class);
    private static final Duration LONGEST_TURN = Duration.ofSeconds(60);
    private static final String CLIENT_ID = "sluice-sink";

    private final ReadLoop loop;
    private final KafkaClientMetrics measured;
    private final Thread thread;

    private SinkReader(ReadLoop loop, KafkaClientMetrics measured) {
        this.loop = loop;
        this.measured = measured;
        this.thread = new Thread(loop, CLIENT_ID);
    }

    /** Starts reading in a thread of its own. Throws KafkaException if the settings of the consumer cannot be used. */
    public static SinkReader start(
            KafkaConnection kafka,
            ReadSettings settings,
            RecordReading reading,
            Keeper keeper,
            MeterRegistry meters,
            InstantSource clock) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.with(CLIENT_ID, own()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        TopicReader topics = new TopicReader(
                consumer, reading.topics(), settings.batch().maxBytes().bytes());
        BatchPace pace = new BatchPace(settings.batch());
        ReadTurn turns = new ReadTurn(topics, reading, keeper, pace, new ReadMeters(meters), clock);
        KafkaClientMetrics measured = new KafkaClientMetrics(consumer);
        measured.bindTo(meters);
        SinkReader reader = new SinkReader(new ReadLoop(turns, settings.standAside()), measured);
        reader.thread.start();
        return reader;
    }

    private static Map<String, String> own() {
        return Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                // A position that is gone is told, not silently replaced.
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000",
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(8 * 1024 * 1024),
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
    }

    public Health health() {
        return loop.health();
    }

    /** Ends after the turn in hand, whose batch is either kept or read again later. */
    @Override
    public void close() {
        measured.close();
        loop.stop();
        try {
            if (!thread.join(LONGEST_TURN)) {
                log.atWarn().log("reading did not end in time; what it holds will be read again");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
