package dev.sluice.executor.order;

import dev.sluice.message.Lane;

/** A lane of a database, the way orders name it. */
public record LaneName(String database, Lane lane) {}
