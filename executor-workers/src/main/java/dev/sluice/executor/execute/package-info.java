/**
 * The step that runs a job: one try on one borrowed connection, by one of three ways (a read, a write in the ledger, a statement
 * that refuses transactions), with a result that says what the lane does next. The session is returned as it was borrowed, or
 * the connection is given up.
 */
@NullMarked
package dev.sluice.executor.execute;

import org.jspecify.annotations.NullMarked;
