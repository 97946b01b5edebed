@NullMarked
package dev.sluice.benchmarks.classify;

import org.jspecify.annotations.NullMarked;
