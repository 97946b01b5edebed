/**
 * The shell: everything that knows Kafka Streams.
 *
 * <p>One processor per task receives every record, asks the pure steps for a ruling and applies it to the store, the schedule and
 * the outgoing records, all within one transaction. What a wall clock must wake is woken by one sweep. No rule lives here.
 */
@NullMarked
package dev.sluice.dispatcher.stream;

import org.jspecify.annotations.NullMarked;
