package dev.sluice.benchmarks.flow;

import dev.sluice.benchmarks.load.ProcessorUse;

/** What was measured of one stage: medians over the rounds, and the cores in use at full load. */
record Figures(double p50Millis, double p99Millis, double perSecond, ProcessorUse cores) {}
