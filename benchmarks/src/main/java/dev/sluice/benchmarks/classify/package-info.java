/**
 * What it costs the dispatcher to know what a statement is: {@link dev.sluice.benchmarks.classify.ClassifyBenchmark} holds the JMH
 * benchmarks, {@link dev.sluice.benchmarks.classify.Measurements} says which of them run on which texts.
 */
@NullMarked
package dev.sluice.benchmarks.classify;

import org.jspecify.annotations.NullMarked;
