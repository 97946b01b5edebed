/**
 * The side entrance: commands about jobs already routed. Every executor reads all of the control topic, outside any group, because
 * only the one that has a job can say what becomes of it. A command for a job nobody has seen leaves a tombstone.
 */
@NullMarked
package dev.sluice.executor.cancel;

import org.jspecify.annotations.NullMarked;
