package dev.sluice.dispatcher.remember;

import dev.sluice.dispatcher.job.JobKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which ended jobs are still remembered: those within a time and a number. One marker per ended job, ordered by time, so that
 * forgetting reads only what it forgets. Keys: {@code end/<millis as hex>/<job>}, and {@code meta/horizon} for the time up to which
 * the number made us forget before time did. Not thread-safe.
 */
public final class DedupeWindow {
    private static final String END = "end/";
    private static final String HORIZON = "meta/horizon";
    private static final int HEX = 16;

    private final KeyValueStore<String, byte[]> store;
    private final Duration window;
    private final long maxJobs;
    private long jobs;
    private Instant horizon;
    /** Where to look for the oldest marker: the store is slow to skip what was deleted before it. */
    private String oldest = END;

    /** One ended job and when it ended. */
    record Marker(Instant at, JobKey key) {
        String path() {
            return END + Keyspace.sortable(at.toEpochMilli()) + '/' + key.path();
        }

        static Marker parse(String path) {
            String millis = path.substring(END.length(), END.length() + HEX);
            return new Marker(
                    Instant.ofEpochMilli(Long.parseUnsignedLong(millis, HEX)),
                    JobKey.parse(path.substring(END.length() + HEX + 1)));
        }
    }

    public DedupeWindow(KeyValueStore<String, byte[]> store, Duration window, long maxJobs) {
        this.store = store;
        this.window = window;
        this.maxJobs = maxJobs;
        byte[] stored = store.get(HORIZON);
        this.horizon = stored == null
                ? Instant.EPOCH
                : Instant.ofEpochMilli(ByteBuffer.wrap(stored).getLong());
        try (KeyValueIterator<String, byte[]> markers = store.range(END, Keyspace.end(END))) {
            while (markers.hasNext()) {
                markers.next();
                jobs++;
            }
        }
    }

    Instant horizon() {
        return horizon;
    }

    void remember(Marker marker) {
        store.put(marker.path(), new byte[0]);
        jobs++;
    }

    void forget(Marker marker) {
        store.delete(marker.path());
        oldest = marker.path();
        jobs--;
    }

    /** At most so many markers that are out of the window, oldest first. */
    List<Marker> outdated(Instant now, int atMost) {
        long tooMany = jobs - maxJobs;
        Instant since = now.minus(window);
        List<Marker> outdated = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> markers = store.range(oldest, Keyspace.end(END))) {
            while (outdated.size() < atMost && markers.hasNext()) {
                Marker marker = Marker.parse(markers.next().key);
                boolean tooOld = marker.at().isBefore(since);
                if (!tooOld && outdated.size() >= tooMany) {
                    break;
                }
                if (!tooOld) {
                    moveHorizon(marker.at());
                }
                outdated.add(marker);
            }
        }
        return outdated;
    }

    private void moveHorizon(Instant at) {
        // One past it: a request submitted in the very millisecond its job ended could be a repetition of it.
        horizon = at.plusMillis(1);
        store.put(
                HORIZON,
                ByteBuffer.allocate(Long.BYTES).putLong(horizon.toEpochMilli()).array());
    }
}
