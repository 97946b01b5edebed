package dev.sluice.executor.intercept;

import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;

/**
 * Looks on while jobs are executed: for audits, for measurements, for tickets. A plug-in: implementations have a public constructor
 * without arguments, are named in {@code META-INF/services/dev.sluice.executor.intercept.Interceptor} on the class path, and are
 * thread-safe, because every slot calls them.
 *
 * <p>They change nothing: what they throw is logged and counted, and the job goes its way. Their time is time of the job's slot.
 */
public interface Interceptor {
    /** A try of this job begins; there may be several. */
    default void beforeExecute(QueryJob job) {}

    /** The job has ended here with this outcome, which is not published yet. */
    default void afterExecute(QueryJob job, QueryReply outcome) {}
}
