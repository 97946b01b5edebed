@NullMarked
package dev.sluice.benchmarks.execute;

import org.jspecify.annotations.NullMarked;
