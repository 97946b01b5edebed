package dev.sluice.executor;

import dev.sluice.executor.breaker.BreakerLimits;
import dev.sluice.executor.carry.ResultSettings;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.execute.RetryLimits;
import dev.sluice.executor.publish.Delivered;
import dev.sluice.message.Lane;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.settings.Secret;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.job.Identifiers;
import dev.sluice.schemas.registry.Credentials;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.seal.JobSeal;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Every knob of an executor. */
public record ExecutorSettings(
        KafkaConnection kafka,
        Topics topics,
        RegistrySettings registry,
        Trust trust,
        Databases databases,
        Running running,
        Publishing publishing,
        ResultSettings results) {
    /** The pool takes no shorter one. */
    private static final Duration SHORTEST_ACQUIRE = Duration.ofMillis(250);

    private static final Duration LONGEST_GROUP_GAP = Duration.ofSeconds(1);

    private static final List<Lane> LANES = List.of(Lane.FAST, Lane.MEDIUM, Lane.SLOW);
    private static final Map<Lane, Integer> SLOTS = Map.of(Lane.FAST, 8, Lane.MEDIUM, 8, Lane.SLOW, 4);
    private static final Map<Lane, Integer> SQLITE_SLOTS = Map.of(Lane.FAST, 4, Lane.MEDIUM, 4, Lane.SLOW, 2);

    /**
     * What is served, and by which plug-ins.
     *
     * @param plugins folder of jars with drivers, engines and interceptors
     * @param ledgerRetention age at which rows of the ledgers are deleted; not less than ids of jobs are remembered elsewhere
     */
    public record Databases(
            List<DatabaseSettings> served,
            Optional<Path> plugins,
            Duration ledgerRetention,
            Duration ledgerPurgeInterval) {
        public Databases {
            served = List.copyOf(served);
        }
    }

    /**
     * Whose jobs and commands are obeyed.
     *
     * @param binding what binds a command to its tenant
     */
    public record Trust(JobSeal seal, TenantBinding binding) {}

    /**
     * How jobs are taken and run.
     *
     * @param instance unique name of this executor, stable over restarts, so that a restart ends what its predecessor left open
     * @param maxOpen jobs of one partition in hand at once
     * @param maxStarts starts after which a job that never ended is poison
     * @param retries how often and after what pauses a failed try is repeated here, where that is safe
     * @param breaker when a database counts as down
     * @param acquireTimeout longest wait for a connection
     * @param stopGrace how long running jobs may go on when the executor stops
     * @param traceText whether spans show the SQL of a job
     */
    public record Running(
            String instance,
            int maxOpen,
            int maxStarts,
            RetryLimits retries,
            BreakerLimits breaker,
            Duration acquireTimeout,
            Duration stopGrace,
            boolean traceText) {}

    /** How outcomes leave: the delivery promise, and the shortest time between two groups. */
    public record Publishing(Delivered delivery, Duration groupGap) {}

    /** Reads {@code executor.*} and the settings shared by all services; {@code usual} is the binding unless another is set. */
    public static ExecutorSettings read(SettingsReader reader, TenantBinding usual) {
        return new ExecutorSettings(
                KafkaConnection.read(reader),
                reader.parsed("topics.prefix", "sluice", Topics::new, "First part of the name of every topic"),
                registry(reader),
                new Trust(
                        seal(reader),
                        reader.choice(
                                "executor.tenantBinding",
                                usual,
                                "What binds a command to its tenant; the same as dispatcher.tenantBinding")),
                served(reader),
                running(reader),
                publishing(reader),
                ResultSettings.read(reader));
    }

    /** A name for a client or thread of this instance. */
    String name(String part) {
        return topics.prefix() + "-executor-" + running.instance() + "-" + part;
    }

    private static Running running(SettingsReader reader) {
        return new Running(
                reader.text(
                        "executor.instance",
                        hostName(),
                        "Unique name of this executor, the same after a restart; by default the host's name"),
                reader.integer("executor.maxOpen", 256, 1, 500, "Jobs of one partition in hand at once"),
                reader.integer("executor.maxStarts", 3, 1, 100, "Starts after which a job that never ended is poison"),
                retries(reader),
                breaker(reader),
                acquireTimeout(reader),
                reader.duration(
                        "executor.stopGrace", Duration.ofSeconds(20), "How long jobs may run on while stopping"),
                reader.flag("executor.traceText", false, "Show the SQL of jobs, literals included, in their spans"));
    }

    private static Duration acquireTimeout(SettingsReader reader) {
        Duration usual = Duration.ofSeconds(5);
        Duration given = reader.duration("executor.acquireTimeout", usual, "Longest wait for a connection");
        if (given.compareTo(SHORTEST_ACQUIRE) < 0) {
            reader.problem("executor.acquireTimeout", "cannot be shorter than " + SHORTEST_ACQUIRE.toMillis() + "ms");
            return usual;
        }
        return given;
    }

    private static RetryLimits retries(SettingsReader reader) {
        Duration first = reader.duration(
                "executor.retryPause", Duration.ofMillis(50), "Longest pause before the first retry; doubles");
        if (first.compareTo(RetryLimits.USUAL_MOST) > 0) {
            reader.problem("executor.retryPause", "cannot be longer than " + RetryLimits.USUAL_MOST.toSeconds() + "s");
            first = RetryLimits.USUAL_MOST;
        }
        return RetryLimits.usual(
                reader.integer("executor.retries", 3, 0, 20, "Tries after the first, where a retry is safe"), first);
    }

    private static BreakerLimits breaker(SettingsReader reader) {
        return new BreakerLimits(
                reader.integer("executor.breakerCalls", 10, 1, 10_000, "Calls looked at to find a database down"),
                reader.integer("executor.breakerFailures", 50, 1, 100, "Percent of them that must have failed"),
                positive(
                        reader,
                        "executor.breakerPause",
                        Duration.ofSeconds(5),
                        "How long a database that is down is left alone"),
                reader.integer("executor.breakerProbes", 3, 1, 100, "Jobs that look whether it is up again"));
    }

    private static Publishing publishing(SettingsReader reader) {
        return new Publishing(
                reader.choice(
                        "executor.delivery",
                        Delivered.EXACTLY_ONCE,
                        "exactly_once: one outcome for readers of committed records; at_least_once: sooner, and after a"
                                + " crash another one, which is the same only for what the ledger has"),
                groupGap(reader));
    }

    private static Duration groupGap(SettingsReader reader) {
        Duration usual = Duration.ofMillis(5);
        Duration given =
                reader.duration("executor.groupGap", usual, "Shortest time between two groups of outcomes, at most 1s");
        if (given.compareTo(LONGEST_GROUP_GAP) > 0) {
            reader.problem("executor.groupGap", "cannot be longer than " + LONGEST_GROUP_GAP.toSeconds() + "s");
            return usual;
        }
        return given;
    }

    private static RegistrySettings registry(SettingsReader reader) {
        Credentials login = reader.parsedSecret(
                "registry.authorization", Credentials::parse, new Credentials.None(), "Log-in of the registry");
        return reader.parsed(
                "registry.url",
                "http://localhost:8081",
                url -> RegistrySettings.at(URI.create(url), login),
                "Base URL of the schema registry");
    }

    private static JobSeal seal(SettingsReader reader) {
        String keyId = reader.text("platform.keyId", "k1", "Name of the platform key; travels with each sealed job");
        JobSeal seal = reader.parsedSecret(
                "platform.key",
                key -> JobSeal.of(keyId, key),
                JobSeal.ofNobody(),
                "Key that seals routed jobs: 32 bytes or more, base64; dispatcher and executors have the same");
        String otherId = reader.text("platform.other.keyId", "k2", "Name of the other platform key");
        return reader.parsedSecret(
                "platform.other.key",
                key -> key.isEmpty() ? seal : seal.accepting(otherId, key),
                seal,
                "Key whose seals are accepted, too, while one key follows another");
    }

    private static Databases served(SettingsReader reader) {
        return new Databases(
                databases(reader),
                plugins(reader),
                positive(
                        reader,
                        "executor.ledger.retention",
                        Duration.ofDays(14),
                        "Age at which rows of the ledgers are deleted; not less than dispatcher.dedupe.window"),
                positive(
                        reader,
                        "executor.ledger.purgeInterval",
                        Duration.ofHours(1),
                        "Time between two purges of a database"));
    }

    private static Duration positive(SettingsReader reader, String key, Duration usual, String doc) {
        Duration given = reader.duration(key, usual, doc);
        if (!given.isPositive()) {
            reader.problem(key, "must be longer than nothing");
            return usual;
        }
        return given;
    }

    private static Optional<Path> plugins(SettingsReader reader) {
        String folder =
                reader.text("executor.plugins", "", "Folder of jars with JDBC drivers, engines and interceptors");
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        if (!Files.isDirectory(Path.of(folder))) {
            reader.problem("executor.plugins", "is no folder: make it, or leave the setting out");
        }
        return Optional.of(Path.of(folder));
    }

    private static List<DatabaseSettings> databases(SettingsReader reader) {
        List<DatabaseSettings> databases = new ArrayList<>();
        for (String name : reader.names("databases")) {
            String key = "databases." + name;
            if (!Identifiers.validName(name)) {
                reader.problem(key, "is no name for a database: use letters, digits, '_' and inner '-'");
            }
            String engine = reader.text(key + ".engine", "postgresql", "Kind of database server");
            databases.add(new DatabaseSettings(
                    name,
                    engine,
                    reader.text(key + ".url", "", "JDBC URL"),
                    reader.text(key + ".user", "", "User to log in as"),
                    reader.rotatingSecret(
                            key + ".password", new Secret(""), "Password of that user; a ${file:} may change"),
                    slots(reader, key, engine.equals("sqlite") ? SQLITE_SLOTS : SLOTS)));
        }
        return databases;
    }

    private static Map<Lane, Integer> slots(SettingsReader reader, String key, Map<Lane, Integer> defaults) {
        Map<Lane, Integer> slots = new EnumMap<>(Lane.class);
        for (Lane lane : LANES) {
            String name = lane.name().toLowerCase(Locale.ROOT);
            slots.put(
                    lane,
                    reader.integer(
                            key + ".slots." + name,
                            defaults.getOrDefault(lane, 1),
                            1,
                            1_000,
                            "Jobs at once in lane " + name));
        }
        return slots;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "executor";
        }
    }
}
