/**
 * The step that turns what a database returns into what a reply carries: values to JSON by a written rule for each type, rows to
 * an inline body or to chunks, and the caps that keep a result from growing without end. Nothing here knows an engine or Kafka.
 */
@NullMarked
package dev.sluice.executor.rows;

import org.jspecify.annotations.NullMarked;
