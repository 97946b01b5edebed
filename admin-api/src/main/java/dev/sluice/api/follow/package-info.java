/**
 * What is happening now: one thread reads requests, events and outcomes as they are written, outside any consumer group, and keeps
 * the jobs of the last while in memory. A look at a job nobody has heard of first waits until this reader has passed everything that
 * was in Kafka when the question came; so an answer of "no such job" is never given too early.
 */
@NullMarked
package dev.sluice.api.follow;

import org.jspecify.annotations.NullMarked;
