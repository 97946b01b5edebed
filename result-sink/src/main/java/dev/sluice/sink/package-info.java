/**
 * Keeps what happened: reads events, replies and dead letters and writes them to PostgreSQL, each exactly once.
 *
 * <p>The packages are the steps in order: {@code read} takes batches from Kafka, {@code understand} turns records into what they
 * say, {@code fold} collapses what a batch says about one job into one row, {@code keep} writes rows and offsets in one
 * transaction, and {@code retain} deletes what is too old. Beside
 * them, {@code watch} raises an alarm when Kafka's readers are held up.
 */
@NullMarked
package dev.sluice.sink;

import org.jspecify.annotations.NullMarked;
