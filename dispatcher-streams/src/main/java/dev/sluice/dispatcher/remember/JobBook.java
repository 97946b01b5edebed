package dev.sluice.dispatcher.remember;

import dev.sluice.dispatcher.admit.Schedule;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.job.Memory;
import dev.sluice.dispatcher.job.Stored;
import dev.sluice.dispatcher.job.StoredCodec;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What one task remembers: the state store, and the schedule as an index over it. Every change goes through here, so that the
 * schedule is at any time what {@link #open} would rebuild from the store. Not thread-safe.
 *
 * <p>Keys: {@code job/<database>/<tenant>/<jobId>} holds a job, {@code rate/<database>/<bucket>} a rate mark; see also
 * {@link DedupeWindow} and {@link Parking}.
 */
public final class JobBook implements Memory {
    private static final String JOB = "job/";
    private static final String RATE = "rate/";

    private final KeyValueStore<String, byte[]> store;
    private final Schedule schedule;
    private final DedupeWindow window;
    private final RecentJobs recent = new RecentJobs();
    private long nextSequence;

    private JobBook(KeyValueStore<String, byte[]> store, Schedule schedule, DedupeWindow window) {
        this.store = store;
        this.schedule = schedule;
        this.window = window;
    }

    /** Rebuilds the schedule from what is stored. */
    public static JobBook open(KeyValueStore<String, byte[]> store, Schedule schedule, DedupeWindow window) {
        var book = new JobBook(store, schedule, window);
        try (KeyValueIterator<String, byte[]> jobs = store.range(JOB, Keyspace.end(JOB))) {
            while (jobs.hasNext()) {
                KeyValue<String, byte[]> entry = jobs.next();
                JobKey key = JobKey.parse(entry.key.substring(JOB.length()));
                if (StoredCodec.read(key, entry.value) instanceof LiveJob live) {
                    schedule.put(live);
                    book.nextSequence = Math.max(book.nextSequence, live.place().sequence() + 1);
                }
            }
        }
        schedule.arrange();
        return book;
    }

    @Override
    public @Nullable Stored find(JobKey key) {
        LiveJob live = recent.find(key);
        return live == null ? stored(key) : live;
    }

    private @Nullable Stored stored(JobKey key) {
        byte[] value = store.get(JOB + key.path());
        return value == null ? null : StoredCodec.read(key, value);
    }

    @Override
    public Instant horizon() {
        return window.horizon();
    }

    @Override
    public Instant rateMark(String database, String bucket) {
        byte[] mark = store.get(RATE + database + '/' + bucket);
        return mark == null
                ? Instant.EPOCH
                : Instant.ofEpochMilli(ByteBuffer.wrap(mark).getLong());
    }

    public void keepRateMark(String database, String bucket, Instant mark) {
        byte[] millis =
                ByteBuffer.allocate(Long.BYTES).putLong(mark.toEpochMilli()).array();
        store.put(RATE + database + '/' + bucket, millis);
    }

    /** Remembers this in place of what was known under its key. */
    public void keep(Stored stored) {
        store.put(JOB + stored.key().path(), StoredCodec.write(stored));
        switch (stored) {
            case LiveJob live -> {
                schedule.put(live);
                recent.add(live);
            }
            case Stored.EndedJob ended -> end(ended.key(), ended.endedAt());
            case Stored.CancelledAhead ahead -> end(ahead.key(), ahead.at());
        }
    }

    /** The number of the next job by order of arrival. Gaps do not matter, order does. */
    public long nextSequence() {
        return nextSequence++;
    }

    /** Forgets at most so many of the jobs that ended longest ago and are out of the window. */
    public void forgetOld(Instant now, int atMost) {
        for (DedupeWindow.Marker marker : window.outdated(now, atMost)) {
            Stored stored = stored(marker.key());
            // A job that ended again later, after being cancelled ahead, has a later marker.
            boolean stillThat = stored != null && marker.at().equals(endOf(stored));
            if (stillThat) {
                store.delete(JOB + marker.key().path());
            }
            window.forget(marker);
        }
    }

    private void end(JobKey key, Instant at) {
        recent.remove(key);
        schedule.remove(key);
        window.remember(new DedupeWindow.Marker(at, key));
    }

    private static @Nullable Instant endOf(Stored stored) {
        return switch (stored) {
            case LiveJob live -> null;
            case Stored.EndedJob ended -> ended.endedAt();
            case Stored.CancelledAhead ahead -> ahead.at();
        };
    }
}
