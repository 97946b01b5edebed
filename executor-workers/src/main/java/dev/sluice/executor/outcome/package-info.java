/** What is said of a job that ended, went back or could not be one: replies, events and dead letters, and the records that carry them. */
@NullMarked
package dev.sluice.executor.outcome;

import org.jspecify.annotations.NullMarked;
