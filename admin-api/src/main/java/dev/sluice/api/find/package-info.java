/**
 * Answers about the present: one job wherever it is known, the counts of now, the databases there are. Memory is asked first, then
 * memory again once the tail has caught up, then the history; "no such job" comes last.
 */
@NullMarked
package dev.sluice.api.find;

import org.jspecify.annotations.NullMarked;
