package dev.sluice.dispatcher.catalog;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A catalogue of which the last good version of each entry is in force. Thread-safe.
 *
 * <p>Every version must be looked at, or a good one that a bad one followed would never be known; but the thread that hands them over
 * must not wait for the registry. So they are put in a queue, and whoever asks next takes it in. After a start the catalogue is handed
 * over anew: of an entry whose good version has been compacted away nothing good is known then, and a stand-in takes its place.
 *
 * @param <M> the message
 * @param <T> what an entry means
 */
final class Definitions<M extends SpecificRecord, T> implements CatalogChanges {
    private static final Logger log = LoggerFactory.getLogger(Definitions.class);
    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final String catalog;
    private final Class<M> type;
    private final Messages messages;
    private final Reading<M, T> reading;
    private final Consumer<String> refused;
    private final Ticker ticker;

    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final Map<String, T> entries = new HashMap<>();
    private final Set<String> standIns = new HashSet<>();
    private long quietUntil;
    private volatile Look.Clear<T> clear = new Look.Clear<>(0, Map.of());

    Definitions(
            String catalog,
            Class<M> type,
            Messages messages,
            Reading<M, T> reading,
            Consumer<String> refused,
            Ticker ticker) {
        this.catalog = catalog;
        this.type = type;
        this.messages = messages;
        this.reading = reading;
        this.refused = refused;
        this.ticker = ticker;
        this.quietUntil = ticker.read();
    }

    private static final class Change {
        private final String key;
        private final byte @Nullable [] value;

        Change(String key, byte @Nullable [] value) {
            this.key = key;
            this.value = value;
        }
    }

    /** How entries are understood. */
    interface Reading<M, T> {
        /** What this entry means, or why it means nothing. */
        Read<T> read(String key, M message);

        /** Whether this may take the place of what is in force under the same key. */
        boolean mayFollow(T inForce, T next);

        /** What stands in for an entry that cannot be decoded. */
        T undecodable(String key, String reason);
    }

    /** What a look at an entry shows. */
    sealed interface Read<T> {
        record Sound<T>(T value) implements Read<T> {}

        /** Not to be used; what stands in for it where no good version is known. */
        record Unsound<T>(String problem, T standIn) implements Read<T> {}
    }

    /** What a look at the catalogue shows. */
    sealed interface Look<T> {
        /** These are in force; the revision grows with every change. */
        record Clear<T>(long revision, Map<String, T> inForce) implements Look<T> {}

        /** An entry has changed and cannot be read now. */
        record Dark<T>(String reason) implements Look<T> {}
    }

    @Override
    public void changed(String key, byte @Nullable [] value) {
        changes.add(new Change(key, value));
        pending.incrementAndGet();
    }

    Look<T> look() {
        return pending.get() == 0 ? clear : takeIn();
    }

    private synchronized Look<T> takeIn() {
        int taken = 0;
        String dark = ticker.read() - quietUntil < 0 ? "the schema registry did not answer a moment ago" : null;
        for (Change change = changes.peek(); change != null && dark == null; change = changes.peek()) {
            dark = take(change);
            if (dark == null) {
                changes.remove();
                taken++;
            }
        }
        if (taken > 0) {
            clear = new Look.Clear<>(clear.revision() + 1, Map.copyOf(entries));
            // Only now, or somebody would take the former ones for those of today.
            pending.addAndGet(-taken);
        }
        return dark == null ? clear : new Look.Dark<>(dark);
    }

    /** Why this change cannot be read now, or null if it has been taken in. */
    private @Nullable String take(Change change) {
        if (change.value == null) {
            entries.remove(change.key);
            standIns.remove(change.key);
            return null;
        }
        Decoded<M> decoded = messages.decode(type, change.value);
        if (decoded instanceof Decoded.RegistryDown<M> down) {
            quietUntil = ticker.read() + PAUSE_NANOS;
            return down.reason();
        }
        settle(change.key, decoded);
        return null;
    }

    private void settle(String key, Decoded<M> decoded) {
        switch (read(key, decoded)) {
            case Read.Unsound<T> unsound -> refuse(key, unsound);
            case Read.Sound<T>(T next) -> {
                T inForce = standIns.contains(key) ? null : entries.get(key);
                if (inForce == null || reading.mayFollow(inForce, next)) {
                    entries.put(key, next);
                    standIns.remove(key);
                } else {
                    warn(key, "CONFLICT", "it says something else under the same key")
                            .log(
                                    "a definition that never changes was published anew; the first one stays in force until a restart");
                }
            }
        }
    }

    private Read<T> read(String key, Decoded<M> decoded) {
        return switch (decoded) {
            case Decoded.Message<M> message -> reading.read(key, message.value());
            case Decoded.Undecodable<M> bad -> {
                String reason = bad.error().getMessage();
                yield new Read.Unsound<>(reason, reading.undecodable(key, reason));
            }
            case Decoded.RegistryDown<M> down -> throw new IllegalStateException("nothing to settle yet");
        };
    }

    private void refuse(String key, Read.Unsound<T> unsound) {
        boolean known = entries.containsKey(key) && !standIns.contains(key);
        warn(key, "INVALID_DEFINITION", unsound.problem())
                .log(
                        known
                                ? "a definition is refused as a whole; the last good version stays in force until it is published anew"
                                : "a definition is refused as a whole and no good version is known; what depends on it is refused until it is published anew");
        if (!known) {
            entries.put(key, unsound.standIn());
            standIns.add(key);
        }
    }

    private LoggingEventBuilder warn(String key, String errorCode, String problem) {
        refused.accept(catalog);
        return log.atWarn()
                .addKeyValue("catalog", catalog)
                .addKeyValue("entry", key)
                .addKeyValue("errorCode", errorCode)
                .addKeyValue("problem", problem);
    }
}
