package dev.sluice.dispatcher.job;

import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.schemas.job.JobTransitions;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job that has not ended: it waits (QUEUED, RETRYING) or holds a lease (ADMITTED).
 *
 * @param request the request as it was received, wire format included, so that any release can decode it
 */
public record LiveJob(
        JobKey key, JobState state, Tries tries, Place place, Times times, Asked asked, ByteBuffer request)
        implements Stored {
    public LiveJob {
        if (JobTransitions.terminal(state)) {
            throw new IllegalArgumentException("a job that has ended is not live: " + state);
        }
        request = request.asReadOnlyBuffer();
    }

    /** Whether it still waits for a lease; until then it is ours to expire or cancel. */
    public boolean waits() {
        return state == JobState.QUEUED || state == JobState.RETRYING;
    }

    /** The same job with its lease: the next attempt, wherever it lies. */
    public LiveJob admitted() {
        return admitted(Tries.ANYWHERE);
    }

    /** The same job with its lease: the next attempt, on this partition. */
    public LiveJob admitted(int partition) {
        return new LiveJob(key, JobState.ADMITTED, tries.next(partition), place, times, asked, request);
    }

    /** The same job waiting for another attempt, not before the time given, if there is one. */
    public LiveJob retrying(boolean burned, @Nullable Instant notBefore) {
        Tries made = burned ? tries.burn() : tries;
        return new LiveJob(key, JobState.RETRYING, made, place, times.notBefore(notBefore), asked, request);
    }

    /** The same job waiting for an automatic retry, as if none of its attempts had counted. */
    public LiveJob retriedAnew(Instant notBefore) {
        return new LiveJob(key, JobState.RETRYING, tries.anew(), place, times.notBefore(notBefore), asked, request);
    }

    /** The same job waiting in another lane, for an attempt that did not count: it was in the wrong one. */
    public LiveJob moved(Lane lane) {
        return new LiveJob(key, JobState.RETRYING, tries, place.in(lane), times.notBefore(null), asked, request);
    }

    /** The same job after a command to cancel it came: it keeps its lease, but gets no other. */
    public LiveJob cancelledBy(String commandId) {
        return new LiveJob(key, state, tries.noMore(commandId), place, times, asked, request);
    }

    /** What remains of the job once it has ended. */
    public EndedJob ended(JobState terminal, Instant now) {
        return new EndedJob(key, terminal, asked.requestHash(), now);
    }
}
