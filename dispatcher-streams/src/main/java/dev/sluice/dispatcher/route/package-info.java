/**
 * Last step: the job leaves, sealed, for the topic of its engine and lane.
 *
 * <p>Also everything else that leaves: the words in which events, outcomes and dead letters are told.
 */
@NullMarked
package dev.sluice.dispatcher.route;

import org.jspecify.annotations.NullMarked;
