/**
 * The whole flow beside its limits, in one run on one broker: a raw Kafka round trip, a Kafka Streams topology that does nothing, plain
 * JDBC, and Sluice. A {@link dev.sluice.benchmarks.load.RoundTrip} is one thing to measure; {@link dev.sluice.benchmarks.load.OpenLoop}
 * and {@link dev.sluice.benchmarks.load.ClosedLoop} are the two ways to measure it; {@link dev.sluice.benchmarks.flow.FlowBenchmark}
 * says what is measured when. A number means something only beside the others of the same run.
 */
@NullMarked
package dev.sluice.benchmarks.flow;

import org.jspecify.annotations.NullMarked;
