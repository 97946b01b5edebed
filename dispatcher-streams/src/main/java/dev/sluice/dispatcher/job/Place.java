package dev.sluice.dispatcher.job;

import dev.sluice.message.Lane;
import dev.sluice.message.Priority;

/** Where a job stands in line: its lane, its band, its number by order of arrival within a partition, and what it asks of the limits. */
public record Place(Lane lane, Priority priority, long sequence, Demand demand) {
    Place in(Lane other) {
        return new Place(other, priority, sequence, demand);
    }
}
