package dev.sluice.schemas.topic;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes down every topic once: what it carries, how long it keeps it, how it is cut into partitions. */
final class TopicCatalogue {
    private static final Map<String, String> COMPACT = Map.of(CLEANUP_POLICY_CONFIG, "compact");
    private static final int ONE = 1;

    private final Topics topics;
    private final int partitions;
    private final Optional<Short> replication;
    private final List<TopicSpec> specs = new ArrayList<>();

    TopicCatalogue(Topics topics, int partitions, Optional<Short> replication) {
        this.topics = topics;
        this.partitions = partitions;
        this.replication = replication;
    }

    List<TopicSpec> of(Set<String> engines) {
        requests();
        jobs(engines);
        lifeOfJobs();
        catalogs();
        records();
        return List.copyOf(specs);
    }

    private void requests() {
        // INVARIANT: requests, events and control have equal partition counts; the dispatcher relies on
        // co-partitioning.
        for (Priority priority : Priority.values()) {
            requests(
                    topics.requests(priority),
                    "Requests of one priority. Kept no longer than the dispatcher remembers job ids.");
        }
    }

    List<TopicSpec> requestsOf(Set<String> tenants) {
        for (String tenant : new TreeSet<>(tenants)) {
            for (Priority priority : Priority.values()) {
                requests(
                        topics.requests(tenant, priority),
                        "Requests of tenant " + tenant + ". Kept no longer than the dispatcher remembers job ids.");
            }
        }
        return List.copyOf(specs);
    }

    private void requests(String name, String doc) {
        add(name, "QueryRequest", "database", partitions, keptFor(Duration.ofDays(1)), doc);
    }

    private void jobs(Set<String> engines) {
        for (String engine : new TreeSet<>(engines)) {
            for (Lane lane : Lane.values()) {
                // The record is the job's only token: time must never take one that has not run.
                add(
                        topics.jobs(engine, lane),
                        "QueryJob",
                        "jobId",
                        partitions,
                        Map.of(
                                CLEANUP_POLICY_CONFIG,
                                "delete",
                                RETENTION_MS_CONFIG,
                                "-1",
                                RETENTION_BYTES_CONFIG,
                                "-1"),
                        "Jobs that may run now. Kept until done: executors delete what they finished.");
            }
        }
    }

    private void lifeOfJobs() {
        Map<String, String> day = keptFor(Duration.ofDays(1));
        Map<String, String> week = keptFor(Duration.ofDays(7));
        add(
                topics.events(),
                "JobEvent",
                "database",
                partitions,
                week,
                "Life-cycle of jobs; the dispatcher reads it back.");
        add(topics.control(), "ControlCommand", "database", partitions, day, "Commands: cancel, invalidate, explain.");
        add(
                topics.replies(),
                "QueryReply",
                "jobId",
                partitions,
                day,
                "Rows and outcomes, unless a request says replyTo.");
    }

    private void catalogs() {
        add(topics.databases(), "DatabaseDefinition", "name", partitions, COMPACT, "Databases and their nodes.");
        add(topics.templates(), "QueryTemplate", "queryId@version", ONE, COMPACT, "Stored queries.");
        add(topics.policies(), "Policy", "name", ONE, COMPACT, "What tenants may do.");
        add(topics.lanes(), "LaneOrder", "database/lane", ONE, COMPACT, "Standing orders: pause, scale, drain.");
        add(topics.schemas(), "JSON", "subject/version", ONE, COMPACT, "Schemas of the built-in registry.");
        Map<String, String> cached = new HashMap<>(keptFor(Duration.ofDays(1)));
        cached.put(CLEANUP_POLICY_CONFIG, "compact,delete");
        add(topics.cache(), "CacheEntry", "cache key", partitions, cached, "Cached results.");
    }

    private void records() {
        Map<String, String> fortnight = keptFor(Duration.ofDays(14));
        Map<String, String> quarter = keptFor(Duration.ofDays(90));
        Map<String, String> hour = keptFor(Duration.ofHours(1));
        add(topics.deadLetters(), "DeadLetter", "database", partitions, fortnight, "What cannot succeed as it is.");
        // One partition: the audit is a chain of hashes, and a chain has one order.
        add(topics.audit(), "AuditEvent", "tenant", ONE, quarter, "What was decided and done, by whom.");
        add(topics.heartbeats(), "ExecutorHeartbeat", "instance/engine", ONE, hour, "Capacity of the executors.");
    }

    private void add(
            String name, String message, String key, int partitionCount, Map<String, String> config, String doc) {
        Map<String, String> full = new HashMap<>(config);
        full.put(MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.MAX_MESSAGE_BYTES));
        // One copy may be missing without stopping writers; with one or two copies none has to be in sync but the
        // leader.
        replication.ifPresent(
                copies -> full.put(MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(Math.max(1, copies - 1))));
        specs.add(new TopicSpec(name, message, key, partitionCount, replication, full, doc));
    }

    private static Map<String, String> keptFor(Duration time) {
        return Map.of(CLEANUP_POLICY_CONFIG, "delete", RETENTION_MS_CONFIG, Long.toString(time.toMillis()));
    }
}
