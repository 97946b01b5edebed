/**
 * Second step: which database, and which SQL.
 *
 * <p>Finds the target and the statements to run. Templates will be filled in here; their parameters stay bind parameters.
 */
@NullMarked
package dev.sluice.dispatcher.resolve;

import org.jspecify.annotations.NullMarked;
