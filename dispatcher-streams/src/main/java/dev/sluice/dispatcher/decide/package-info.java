/**
 * What follows from a request, an event, a command or the passing of time.
 *
 * <p>Each class puts the steps together for one of these and answers with a ruling: what to remember and what to send. Nothing here
 * knows Kafka, reads a clock or changes anything; whoever applies the ruling does, all of it or nothing.
 */
@NullMarked
package dev.sluice.dispatcher.decide;

import org.jspecify.annotations.NullMarked;
