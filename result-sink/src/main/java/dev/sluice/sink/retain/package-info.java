/**
 * Deletes what is too old or too much, in small batches beside the reading thread.
 *
 * <p>Only jobs that have ended are deleted, with their rows. Chunks of executions that did not count, and dead letters, go by
 * their age.
 */
@NullMarked
package dev.sluice.sink.retain;

import org.jspecify.annotations.NullMarked;
