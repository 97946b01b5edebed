/**
 * Reads Kafka and drives the other steps: one thread takes a batch, has it understood and kept, and takes the next.
 *
 * <p>There is no consumer group. Positions live in PostgreSQL beside the rows, partitions are assigned by hand, and whatever goes
 * wrong has one remedy: wait, read the positions anew, go on from there. So a killed sink goes on at once when it is back, and
 * of two instances the one that was overtaken stands aside until the other is silent.
 */
@NullMarked
package dev.sluice.sink.read;

import org.jspecify.annotations.NullMarked;
