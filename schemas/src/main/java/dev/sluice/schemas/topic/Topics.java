package dev.sluice.schemas.topic;

import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Every topic of Sluice under one prefix, {@code sluice} unless set otherwise. A value; thread-safe. */
public record Topics(String prefix) {

    /** Requests of one priority, keyed by database. */
    public String requests(Priority priority) {
        return prefix + ".requests." + priority.name().toLowerCase(Locale.ROOT);
    }

    /** Routed jobs of one engine and lane, keyed by job id. */
    public String jobs(String engine, Lane lane) {
        return prefix + ".jobs." + engine + "." + lane.name().toLowerCase(Locale.ROOT);
    }

    /** Rows and outcomes, keyed by job id. */
    public String replies() {
        return prefix + ".replies";
    }

    /** Life-cycle of jobs, keyed by database. */
    public String events() {
        return prefix + ".events";
    }

    /** Commands about jobs, keyed by database. */
    public String control() {
        return prefix + ".control";
    }

    /** Database definitions, compacted, keyed by name. */
    public String databases() {
        return prefix + ".catalog.databases";
    }

    /** Templates, compacted, keyed by query id. */
    public String templates() {
        return prefix + ".catalog.templates";
    }

    /** Policies, compacted, keyed by name. */
    public String policies() {
        return prefix + ".catalog.policies";
    }

    /** Standing orders for lanes, compacted, keyed by database/lane. */
    public String lanes() {
        return prefix + ".catalog.lanes";
    }

    /** Cached results, keyed by cache key. */
    public String cache() {
        return prefix + ".cache";
    }

    /** What cannot succeed as it is, keyed by database where known. */
    public String deadLetters() {
        return prefix + ".dlq";
    }

    /** What was decided and done by whom. */
    public String audit() {
        return prefix + ".audit";
    }

    /** Capacity of the executors, keyed by instance. */
    public String heartbeats() {
        return prefix + ".heartbeats";
    }

    /** Schemas of the built-in registry, compacted. */
    public String schemas() {
        return prefix + ".schemas";
    }

    /** All topics for these engines, as they should be, requests first. */
    public List<TopicSpec> catalogue(Set<String> engines, int partitions) {
        throw new UnsupportedOperationException();
    }
}
