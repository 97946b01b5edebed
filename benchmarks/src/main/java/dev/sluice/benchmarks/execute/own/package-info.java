/** What is measured of Sluice itself: the executor alone, its ledger, its exports, and the whole flow. */
@NullMarked
package dev.sluice.benchmarks.execute.own;

import org.jspecify.annotations.NullMarked;
