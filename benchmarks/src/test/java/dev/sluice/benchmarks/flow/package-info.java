@NullMarked
package dev.sluice.benchmarks.flow;

import org.jspecify.annotations.NullMarked;
