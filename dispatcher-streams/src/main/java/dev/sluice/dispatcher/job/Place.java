package dev.sluice.dispatcher.job;

import dev.sluice.message.Lane;
import dev.sluice.message.Priority;

/** Where a job stands in line: its lane, its band, and its number by order of arrival within a partition. */
public record Place(Lane lane, Priority priority, long sequence) {}
