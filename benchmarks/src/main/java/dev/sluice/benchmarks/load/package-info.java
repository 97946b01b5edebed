/** Ways to put load on something and to see what it costs, shared by the benchmarks. */
@NullMarked
package dev.sluice.benchmarks.load;

import org.jspecify.annotations.NullMarked;
