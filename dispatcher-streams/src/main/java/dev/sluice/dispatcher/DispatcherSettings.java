package dev.sluice.dispatcher;

import dev.sluice.dispatcher.accept.AcceptLimits;
import dev.sluice.dispatcher.authorize.PolicyTerms;
import dev.sluice.dispatcher.classify.SqlLimits;
import dev.sluice.dispatcher.decide.RetryRules;
import dev.sluice.dispatcher.parse.ParseLimits;
import dev.sluice.dispatcher.route.RunLimits;
import dev.sluice.dispatcher.stream.Rules;
import dev.sluice.message.Lane;
import dev.sluice.message.StatementKind;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.settings.DataSize;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.catalog.NamePattern;
import dev.sluice.schemas.registry.Credentials;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.seal.JobSeal;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every knob of the dispatcher. */
public record DispatcherSettings(
        KafkaConnection kafka,
        Topics topics,
        RegistrySettings registry,
        JobSeal seal,
        StreamsKnobs streams,
        Rules rules) {

    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

    /** Reads all knobs; what is wrong with them is noted in the reader. */
    public static DispatcherSettings read(SettingsReader reader) {
        return read(reader, TenantBinding.GATEWAY);
    }

    /** The same with another default of how requests are bound to tenants. */
    public static DispatcherSettings read(SettingsReader reader, TenantBinding usual) {
        return new DispatcherSettings(
                KafkaConnection.read(reader),
                reader.parsed("topics.prefix", "sluice", Topics::new, "First part of the name of every topic"),
                registry(reader),
                seal(reader),
                StreamsKnobs.read(reader),
                rules(reader, usual));
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

    private static Rules rules(SettingsReader reader, TenantBinding usual) {
        return new Rules(
                accept(reader),
                sql(reader),
                deniedKinds(reader),
                AdmissionSettings.laneBounds(reader),
                AdmissionSettings.read(reader),
                run(reader),
                retries(reader),
                policies(reader),
                reader.choice(
                        "dispatcher.tenantBinding",
                        usual,
                        "What binds a request to its tenant: gateway, topic_bound, or open for nothing at all"),
                memory(reader));
    }

    private static Rules.MemoryLimits memory(SettingsReader reader) {
        return new Rules.MemoryLimits(
                reader.integer(
                        "dispatcher.dedupe.maxJobs",
                        1_000_000,
                        1_000,
                        100_000_000,
                        "Ended jobs remembered per partition, beyond which the oldest are forgotten"),
                reader.integer(
                        "dispatcher.history.maxStatements",
                        20_000,
                        100,
                        10_000_000,
                        "Statements per partition whose durations are remembered"));
    }

    private static RetryRules retries(SettingsReader reader) {
        int attempts =
                reader.integer("dispatcher.maxAttempts", 5, 1, 100, "Attempts of a released job before it fails");
        Duration first =
                reader.duration("dispatcher.retryBackoff", Duration.ofMillis(100), "Pause before the second attempt");
        return new RetryRules(attempts, first, first.compareTo(LONGEST_BACKOFF) > 0 ? first : LONGEST_BACKOFF);
    }

    private static AcceptLimits accept(SettingsReader reader) {
        return new AcceptLimits(
                reader.size("dispatcher.maxRequest", DataSize.ofMebibytes(1), "Largest request, as encoded")
                        .bytes(),
                reader.integer("dispatcher.maxStatements", 100, 1, 10_000, "Statements of one job"),
                reader.duration(
                        "dispatcher.maxAhead", Duration.ofDays(30), "How far ahead notBefore and deadline may lie"),
                reader.duration(
                        "dispatcher.dedupe.window",
                        Duration.ofDays(7),
                        "How long ended jobs are remembered; not less than the retention of the request topics"));
    }

    private static SqlLimits sql(SettingsReader reader) {
        SqlLimits usual = SqlLimits.DEFAULT;
        return new SqlLimits(
                reader.integer(
                        "dispatcher.sql.maxCharacters", usual.maxCharacters(), 1, 1 << 20, "Length of a statement"),
                reader.integer("dispatcher.sql.maxDepth", usual.maxDepth(), 1, 1_000, "Depth of parentheses"),
                reader.integer("dispatcher.sql.maxTokens", usual.maxTokens(), 1, 1 << 20, "Tokens of a statement"),
                parse(reader, usual.parse()));
    }

    private static ParseLimits parse(SettingsReader reader, ParseLimits usual) {
        return new ParseLimits(
                reader.integer(
                        "dispatcher.sql.parse.maxCharacters",
                        usual.maxCharacters(),
                        0,
                        1 << 20,
                        "Length, without comments and literals, beyond which a statement is not parsed"),
                reader.integer(
                        "dispatcher.sql.parse.maxTokens",
                        usual.maxTokens(),
                        0,
                        100_000,
                        "Tokens beyond which a statement is not parsed"),
                reader.duration(
                        "dispatcher.sql.parse.perSecond", usual.perSecond(), "Parse time each tenant gets a second"),
                reader.duration("dispatcher.sql.parse.burst", usual.burst(), "Parse time a tenant can save up"),
                reader.size(
                                "dispatcher.sql.parse.remembered",
                                new DataSize(usual.remembered()),
                                "Memory for the analyses of known statements")
                        .bytes());
    }

    private static Set<StatementKind> deniedKinds(SettingsReader reader) {
        Set<StatementKind> denied = EnumSet.noneOf(StatementKind.class);
        String key = "dispatcher.deniedKinds";
        for (String name :
                reader.list(key, List.of("COPY"), "Statement kinds nobody may run; COPY reaches files and programs")) {
            try {
                denied.add(StatementKind.valueOf(name));
            } catch (IllegalArgumentException e) {
                reader.problem(key, name + " is no statement kind; use " + List.of(StatementKind.values()));
            }
        }
        return denied;
    }

    private static PolicyTerms policies(SettingsReader reader) {
        Unlisted unlisted = reader.choice(
                "dispatcher.policy.unlisted", Unlisted.ALLOW, "Whether jobs to which no policy applies may run");
        String key = "dispatcher.policy.allowedFunctions";
        List<String> functions =
                reader.list(key, List.of(), "Patterns of functions off the built-in list that everybody may call");
        for (String function : functions) {
            try {
                new NamePattern(function);
            } catch (IllegalArgumentException e) {
                reader.problem(key, String.valueOf(e.getMessage()));
            }
        }
        Duration cached = reader.duration(
                "dispatcher.policy.cache", Duration.ofSeconds(60), "How long is remembered which policies apply");
        return new PolicyTerms(unlisted == Unlisted.ALLOW, functions, cached);
    }

    private enum Unlisted {
        ALLOW,
        DENY
    }

    private static RunLimits run(SettingsReader reader) {
        return new RunLimits(
                Map.of(
                        Lane.FAST, timeout(reader, "fast", Duration.ofSeconds(30)),
                        Lane.MEDIUM, timeout(reader, "medium", Duration.ofMinutes(2)),
                        Lane.SLOW, timeout(reader, "slow", Duration.ofMinutes(15))),
                Map.of(
                        Lane.FAST, leash(reader, "fast", Duration.ofSeconds(2)),
                        Lane.MEDIUM, leash(reader, "medium", Duration.ofSeconds(30))),
                reader.duration(
                        "dispatcher.maxTimeout", Duration.ofHours(1), "Longest execution a request may ask for"),
                reader.integer("dispatcher.maxRows", 1_000_000, 1, Integer.MAX_VALUE, "Rows of a result at most"),
                reader.size("dispatcher.maxBytes", DataSize.ofMebibytes(64), "Encoded size of a result at most")
                        .bytes(),
                reader.duration(
                        "dispatcher.sealLife", Duration.ofHours(24), "How long after admission a routed job may run"));
    }

    private static Duration timeout(SettingsReader reader, String lane, Duration usual) {
        return reader.duration(
                "dispatcher.timeout." + lane, usual, "Execution time on the " + lane + " lane unless asked for");
    }

    private static Duration leash(SettingsReader reader, String lane, Duration usual) {
        return reader.duration(
                "dispatcher.leash." + lane,
                usual,
                "How long a read may run on the " + lane
                        + " lane before it is begun again on the next slower one; 0s for ever");
    }
}
