/** What Sluice is measured beside: plain JDBC, workers written by hand and with a library, and two schedulers that keep jobs in the database. */
@NullMarked
package dev.sluice.benchmarks.execute.peer;

import org.jspecify.annotations.NullMarked;
