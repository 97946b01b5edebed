/**
 * Fifth step: how long will it take, and so which lane?
 *
 * <p>A static score of the text decides. Measured history of a fingerprint belongs here.
 */
@NullMarked
package dev.sluice.dispatcher.estimate;

import org.jspecify.annotations.NullMarked;
