package dev.sluice.executor.publish;

import io.micrometer.core.instrument.DistributionSummary;
import java.time.Duration;

/**
 * How a publisher groups.
 *
 * @param name of the lane worker, for threads and logs; also the transactional id
 * @param groupGap shortest time between two groups
 * @param groupSize meter of outcomes per group
 */
public record PublisherSettings(String name, Duration groupGap, DistributionSummary groupSize) {}
