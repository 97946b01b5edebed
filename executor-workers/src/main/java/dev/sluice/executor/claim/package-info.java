/**
 * The step that makes a write happen once: a row in the target database, inserted by the job's own transaction before its first
 * statement and completed with the outcome before its commit. Whoever meets the row later answers from it instead of running.
 */
@NullMarked
package dev.sluice.executor.claim;

import org.jspecify.annotations.NullMarked;
