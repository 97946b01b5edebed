/**
 * Second step: which database, and which SQL.
 *
 * <p>Finds the target and the statements to run. Of a template the variant of the engine is taken, and every parameter gets its value;
 * values are bound beside the SQL and never become part of it.
 */
@NullMarked
package dev.sluice.dispatcher.resolve;

import org.jspecify.annotations.NullMarked;
