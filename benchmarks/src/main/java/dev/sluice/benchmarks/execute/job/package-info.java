/** The jobs that every contender gets: their statements, how a hand-written program runs one, and how many are asked at once. */
@NullMarked
package dev.sluice.benchmarks.execute.job;

import org.jspecify.annotations.NullMarked;
