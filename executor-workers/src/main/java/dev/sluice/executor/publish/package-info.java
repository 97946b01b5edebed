/**
 * The step that tells the world how a job ended. Outcome, terminal event and offset of many jobs share one Kafka transaction,
 * committed every few milliseconds, so that a reader of committed records sees exactly one outcome of each job; rows go ahead on
 * a producer of their own and are acknowledged before their outcome is queued.
 */
@NullMarked
package dev.sluice.executor.publish;

import org.jspecify.annotations.NullMarked;
