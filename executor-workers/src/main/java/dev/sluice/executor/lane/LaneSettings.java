package dev.sluice.executor.lane;

import dev.sluice.message.Lane;

/**
 * What one lane worker is and how it treats jobs.
 *
 * @param name engine and lane, for threads and logs
 * @param maxStarts starts after which a job that never ended counts as poison
 */
public record LaneSettings(String name, String engine, Lane lane, int maxStarts) {}
