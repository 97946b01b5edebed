/**
 * Sluice beside other ways to run the same statements as jobs, on one database in one run. {@link
 * dev.sluice.benchmarks.execute.ExecuteBenchmark} says what is measured when, {@link dev.sluice.benchmarks.execute.ContenderRounds} how. A
 * number means something only beside the others of the same run.
 */
@NullMarked
package dev.sluice.benchmarks.execute;

import org.jspecify.annotations.NullMarked;
