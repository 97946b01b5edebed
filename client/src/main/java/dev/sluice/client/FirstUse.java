package dev.sluice.client;

import dev.sluice.message.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A reader with a consumer of its own that whoever needs it first starts. Those who come while it starts wait for the same start and share
 * its failure; whoever comes after a failure tries again. Thread-safe.
 */
final class FirstUse<R> implements AutoCloseable {
    private final ClientSettings settings;
    private final Function<Consumer<String, byte[]>, R> start;
    private final java.util.function.Consumer<R> end;
    private @Nullable CompletableFuture<R> started;
    private boolean closed;

    FirstUse(ClientSettings settings, Function<Consumer<String, byte[]>, R> start, java.util.function.Consumer<R> end) {
        this.settings = settings;
        this.start = start;
        this.end = end;
    }

    /** Throws what the start threw, and {@link ClientException} after the close. */
    R get() {
        while (true) {
            try {
                return tryGet();
            } catch (InterruptException interrupted) {
                if (Thread.currentThread().isInterrupted()) {
                    throw interrupted;
                } // whoever started it was interrupted, and this is another
            }
        }
    }

    private R tryGet() {
        CompletableFuture<R> reader;
        boolean first = false;
        synchronized (this) {
            if (closed) {
                throw new ClientException(ErrorCode.KAFKA_UNAVAILABLE, "the client was closed", null);
            }
            if (started == null) {
                started = new CompletableFuture<>();
                first = true;
            }
            reader = started;
        }
        if (first) {
            begin(reader);
        }
        return outcome(reader);
    }

    private void begin(CompletableFuture<R> reader) {
        try {
            Consumer<String, byte[]> consumer = open(settings);
            try {
                reader.complete(start.apply(consumer));
            } catch (RuntimeException | Error e) {
                consumer.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            forget();
            reader.completeExceptionally(e);
        }
    }

    /** Outside any group; sees nothing of open or aborted transactions. */
    private static Consumer<String, byte[]> open(ClientSettings settings) {
        Map<String, Object> config = new HashMap<>(settings.kafka());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // What was deleted unread must be told, not skipped.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // Looking for a topic must not create it: that is for whoever knows how it has to be.
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        // How long it takes to notice a partition that was added, and what has come to it.
        config.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private synchronized void forget() {
        started = null;
    }

    private static <R> R outcome(CompletableFuture<R> reader) {
        try {
            return reader.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Ends the reader, or has whoever starts it end it. Not under the lock: callbacks of futures may want that while it ends. */
    @Override
    public void close() {
        CompletableFuture<R> reader;
        synchronized (this) {
            closed = true;
            reader = started;
        }
        if (reader != null) {
            var unused = reader.thenAccept(end);
        }
    }
}
