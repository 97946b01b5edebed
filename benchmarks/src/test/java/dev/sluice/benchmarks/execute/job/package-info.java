@NullMarked
package dev.sluice.benchmarks.execute.job;

import org.jspecify.annotations.NullMarked;
