package dev.sluice.dispatcher;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka's own clients for Streams, with producers that note how long a commit took and when it ended: Streams tells nobody. Thread-safe; each
 * thread sees its own commits.
 */
final class CommitClock implements KafkaClientSupplier {
    private static final long LONGEST_PAUSE = Duration.ofMillis(100).toNanos();

    private final long leastGap;
    private final ThreadLocal<Commits> commits = ThreadLocal.withInitial(Commits::new);

    /** {@code leastGap}: from the end of one commit to the next. */
    CommitClock(Duration leastGap) {
        this.leastGap = leastGap.toNanos();
    }

    /** When this thread should commit again at the soonest, by {@link System#nanoTime}. */
    long soonest() {
        return commits.get().soonest;
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
            // The first step of a commit.
            @Override
            public void flush() {
                commits.get().began();
                super.flush();
            }

            @Override
            public void commitTransaction() {
                super.commitTransaction();
                commits.get().ended();
            }
        };
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    /**
     * The commits of one thread. Where they are slow, one right after the other would be all that the thread does: half of its time at most.
     * A flush may come to no commit, so what began long ago is not believed.
     */
    private final class Commits {
        private boolean underWay;
        private long began;
        private long soonest = System.nanoTime();

        void began() {
            long now = System.nanoTime();
            if (!underWay || now - began > LONGEST_PAUSE) {
                underWay = true;
                began = now;
            }
        }

        void ended() {
            long now = System.nanoTime();
            long took = underWay ? Math.min(now - began, LONGEST_PAUSE) : 0;
            soonest = now + Math.max(leastGap, took);
            underWay = false;
        }
    }
}
