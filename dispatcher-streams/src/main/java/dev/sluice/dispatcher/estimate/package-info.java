/**
 * Fifth step: how long will it take, and so which lane?
 *
 * <p>Measured executions of the same statement on the same database decide; while there are none, the text does.
 */
@NullMarked
package dev.sluice.dispatcher.estimate;

import org.jspecify.annotations.NullMarked;
