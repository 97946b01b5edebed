package dev.sluice.dispatcher.route;

import dev.sluice.message.Decision;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that leaves the dispatcher. {@link Routes} says where to. */
public sealed interface Output {
    /** To the executors of its engine and lane, on this partition or, below 0, on any. */
    record Routed(QueryJob job, int partition) implements Output {}

    /** To whoever follows the life-cycle of jobs. */
    record Told(JobEvent event) implements Output {}

    /** To the producer. */
    record Answered(String topic, QueryReply reply) implements Output {}

    /** To the dead letters, with the record it was read from. */
    record Undeliverable(
            JobError error, Subject subject, @Nullable Decision decision) implements Output {}

    /** Back to the topic it was read from, on the partition its key belongs to. */
    record Rekeyed(String key) implements Output {}

    /**
     * Whom a dead letter is about, as far as that could be read.
     *
     * @param attempts attempts made
     * @param redrivable whether sending it again can make sense
     * @param request the request it came from, if that is not the record being read
     * @param retries that policies grant it
     */
    record Subject(
            @Nullable String jobId,
            @Nullable String tenant,
            @Nullable String database,
            int attempts,
            boolean redrivable,
            @Nullable ByteBuffer request,
            Retries retries) {
        /** Nothing could be read. */
        public static final Subject UNKNOWN = new Subject(null, null, null, 0, false, null, Retries.NONE);
    }

    /**
     * Automatic retries of a dead letter.
     *
     * @param before decided on before this letter
     * @param granted by the policies of today
     * @param at when the next may start, or null if none follows
     */
    record Retries(int before, int granted, @Nullable Instant at) {
        /** There were none and there will be none. */
        public static final Retries NONE = new Retries(0, 0, null);
    }
}
