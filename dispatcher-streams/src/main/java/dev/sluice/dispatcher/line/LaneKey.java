package dev.sluice.dispatcher.line;

import dev.sluice.message.Lane;

/** One lane of one database: what slots belong to. */
public record LaneKey(String database, Lane lane) {}
