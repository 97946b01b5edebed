package dev.sluice.schemas.topic;

import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.schemas.job.Identifiers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Every topic of Sluice under one prefix, {@code sluice} unless set otherwise. A value; thread-safe. */
public record Topics(String prefix) {
    /**
     * Largest record a topic takes, bytes: a chunk or request of 1 MiB with its envelope. Producers need it as
     * {@code max.request.size}, whose default is 1 MiB.
     */
    public static final int MAX_MESSAGE_BYTES = 2 * 1024 * 1024;

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");
    private static final int LONGEST_ENGINE = 31;

    public Topics {
        if (prefix.length() > 100 || !PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "topics.prefix '" + prefix + "' must be 1 to 100 letters, digits, '_', '-' and inner dots");
        }
    }

    /** Requests of one priority, keyed by database. */
    public String requests(Priority priority) {
        return prefix + ".requests." + priority.name().toLowerCase(Locale.ROOT);
    }

    /** Requests of one tenant and priority, where each tenant has topics of its own. Throws IllegalArgumentException for no name. */
    public String requests(String tenant, Priority priority) {
        if (!Identifiers.validName(tenant)) {
            throw new IllegalArgumentException("A tenant is 1 to 64 letters, digits, '_' or inner '-'");
        }
        return prefix + ".requests." + tenant + "." + priority.name().toLowerCase(Locale.ROOT);
    }

    /** The names of all topics of this priority that belong to a tenant. */
    public Pattern requestsOfTenants(Priority priority) {
        return Pattern.compile(Pattern.quote(prefix + ".requests.") + "[A-Za-z0-9_-]{1,64}"
                + Pattern.quote("." + priority.name().toLowerCase(Locale.ROOT)));
    }

    /**
     * What a topic of requests is for.
     *
     * @param tenant whose it is; empty if it is everybody's
     */
    public record RequestTopic(Optional<String> tenant, Priority priority) {}

    /** What this topic is for, if it is one of requests. */
    public Optional<RequestTopic> requestTopic(String topic) {
        String start = prefix + ".requests.";
        if (!topic.startsWith(start)) {
            return Optional.empty();
        }
        int dot = topic.lastIndexOf('.');
        String tenant = dot < start.length() ? "" : topic.substring(start.length(), dot);
        if (!tenant.isEmpty() && !Identifiers.validName(tenant)) {
            return Optional.empty();
        }
        String last = topic.substring(dot + 1);
        return Arrays.stream(Priority.values())
                .filter(priority -> priority.name().toLowerCase(Locale.ROOT).equals(last))
                .findFirst()
                .map(priority -> new RequestTopic(tenant.isEmpty() ? Optional.empty() : Optional.of(tenant), priority));
    }

    /** Routed jobs of one engine and lane, keyed by job id. */
    public String jobs(String engine, Lane lane) {
        if (!validEngine(engine)) {
            throw new IllegalArgumentException(
                    "Engine '" + engine + "' must be at most 31 small letters, digits, '_' and '-'");
        }
        return prefix + ".jobs." + engine + "." + lane.name().toLowerCase(Locale.ROOT);
    }

    private static boolean validEngine(String engine) {
        if (engine.isEmpty() || engine.length() > LONGEST_ENGINE) {
            return false;
        }
        for (int at = 0; at < engine.length(); at++) {
            char c = engine.charAt(at);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            boolean joins = at > 0 && (c == '_' || c == '-');
            if (!plain && !joins) {
                return false;
            }
        }
        return true;
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

    /** The topics for requests of these tenants, as they should be where each has its own. */
    public List<TopicSpec> requestsOf(Set<String> tenants, int partitions) {
        return new TopicCatalogue(this, partitions, Optional.empty()).requestsOf(tenants);
    }

    /** All topics for these engines, as they should be, requests first; with as many copies as the cluster's default. */
    public List<TopicSpec> catalogue(Set<String> engines, int partitions) {
        return new TopicCatalogue(this, partitions, Optional.empty()).of(engines);
    }

    /** All topics for these engines, with so many copies each and writes acknowledged by all of them but one. */
    public List<TopicSpec> catalogue(Set<String> engines, int partitions, short replication) {
        return new TopicCatalogue(this, partitions, Optional.of(replication)).of(engines);
    }
}
