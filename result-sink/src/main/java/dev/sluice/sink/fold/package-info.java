/**
 * Folds what the records of a batch say into the rows to write. Pure: no Kafka client, no JDBC, no clock.
 *
 * <p>Events of a job and its OUTCOME come from different topics, so either may be first, and both may come again. Each column
 * of the history therefore has a {@link dev.sluice.sink.fold.MergeRule} that says what becomes of it when a row meets what is
 * already known. The rule exists once, in two forms side by side: in Java, for changes that meet within a batch, and in SQL,
 * for a change that meets the row in the table. A test checks that any cut into batches leaves the same row.
 */
@NullMarked
package dev.sluice.sink.fold;

import org.jspecify.annotations.NullMarked;
