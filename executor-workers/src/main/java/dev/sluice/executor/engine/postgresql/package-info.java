/**
 * PostgreSQL: transactional throughout (DDL too), so almost every write goes through the ledger; server-side time-outs; rows
 * by cursor. Values are taken in the server's text form, because that form is exact for every type, also for elements of arrays.
 */
@NullMarked
package dev.sluice.executor.engine.postgresql;

import org.jspecify.annotations.NullMarked;
