/** What {@code sluice bench} adds to the command: each subcommand is a benchmark with a package of its own. */
@NullMarked
package dev.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
