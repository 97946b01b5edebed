/**
 * What PostgreSQL's driver reads goes through here first, encrypted or not: it takes whatever comes beside rows into memory whole, so that
 * a single error message could be the end of an executor.
 */
@NullMarked
package dev.sluice.executor.engine.postgresql.guard;

import org.jspecify.annotations.NullMarked;
