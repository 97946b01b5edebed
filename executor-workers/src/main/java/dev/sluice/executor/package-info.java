/**
 * Executors run what the dispatcher routed: take → claim (ledger) → execute → publish. Each engine and lane has a worker of its
 * own; read {@link dev.sluice.executor.Executor} for how they are put together, then {@code lane.LaneWorker} for the way of a job.
 */
@NullMarked
package dev.sluice.executor;

import org.jspecify.annotations.NullMarked;
