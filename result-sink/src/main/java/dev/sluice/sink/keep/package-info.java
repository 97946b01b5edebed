/**
 * Keeps rows: one class per SQL statement, one transaction per batch.
 *
 * <p>Exactly once comes from one rule: the offsets of a batch move in the transaction that keeps its rows, and only if they
 * stand where this reader left them. A second instance, a repeated batch and a commit whose answer was lost all end the same
 * way: the offsets are not where they were expected, nothing is written, and reading starts again where the table says.
 */
@NullMarked
package dev.sluice.sink.keep;

import org.jspecify.annotations.NullMarked;
