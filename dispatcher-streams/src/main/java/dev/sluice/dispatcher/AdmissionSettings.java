package dev.sluice.dispatcher;

import dev.sluice.dispatcher.admit.LaneLimits;
import dev.sluice.dispatcher.admit.Limits;
import dev.sluice.dispatcher.admit.Overflow;
import dev.sluice.dispatcher.estimate.LaneBounds;
import dev.sluice.dispatcher.line.BandWeights;
import dev.sluice.dispatcher.scale.ScaleRules;
import dev.sluice.dispatcher.session.SessionRules;
import dev.sluice.dispatcher.stream.AdmissionRules;
import dev.sluice.dispatcher.throttle.Rate;
import dev.sluice.dispatcher.throttle.Rates;
import dev.sluice.message.Lane;
import dev.sluice.message.StatementClass;
import dev.sluice.runtime.settings.DataSize;
import dev.sluice.runtime.settings.SettingsReader;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The knobs of admission: who may run how much, in which order. */
final class AdmissionSettings {
    private static final int MOST = 1_000_000;

    private AdmissionSettings() {}

    static AdmissionRules read(SettingsReader reader) {
        return new AdmissionRules(
                rates(reader),
                lanes(reader),
                limits(reader),
                bands(reader),
                reader.duration(
                        "dispatcher.ageAfter",
                        Duration.ofMinutes(15),
                        "How long a job waits before it moves up a band"),
                overflow(reader),
                new SessionRules(
                        reader.integer(
                                "dispatcher.sessions.perPrincipal",
                                100,
                                1,
                                MOST,
                                "Sessions of a principal on a database"),
                        reader.duration(
                                "dispatcher.sessions.idle",
                                Duration.ofMinutes(30),
                                "How long a session without jobs is remembered")),
                scale(reader));
    }

    private static ScaleRules scale(SettingsReader reader) {
        String drainIn = "dispatcher.scale.drainIn";
        Duration target = reader.duration(
                drainIn,
                Duration.ofSeconds(30),
                "Time in which what waits in a lane should be done: sets its desired slots");
        if (!target.isPositive()) {
            reader.problem(drainIn, "must be above 0");
            target = Duration.ofSeconds(30);
        }
        return new ScaleRules(
                target,
                reader.integer("dispatcher.scale.least", 1, 0, MOST, "Desired slots of a lane without work"),
                reader.duration(
                        "dispatcher.scale.calm",
                        Duration.ofMinutes(5),
                        "How long a lane must have had less to do before fewer slots are desired"));
    }

    static LaneBounds laneBounds(SettingsReader reader) {
        Duration fast = reader.duration(
                "dispatcher.lane.fast", LaneBounds.USUAL.fast(), "Jobs predicted to take less go to the fast lane");
        Duration medium = reader.duration(
                "dispatcher.lane.medium",
                LaneBounds.USUAL.medium(),
                "Jobs predicted to take less go to the medium lane, others to the slow one");
        if (medium.compareTo(fast) < 0) {
            reader.problem("dispatcher.lane.medium", "cannot be below dispatcher.lane.fast");
            return LaneBounds.USUAL;
        }
        return new LaneBounds(fast, medium);
    }

    private static Rates rates(SettingsReader reader) {
        Map<StatementClass, Rate> classes = new EnumMap<>(StatementClass.class);
        for (StatementClass statementClass : StatementClass.values()) {
            String name = name(statementClass);
            classes.put(
                    statementClass,
                    rate(
                            reader,
                            "dispatcher.rate." + name,
                            "dispatcher.burst." + name,
                            name + " statements may start on one database"));
        }
        return new Rates(
                rate(reader, "dispatcher.tenantRate", "dispatcher.tenantBurst", "one tenant may start on one database"),
                rate(
                        reader,
                        "dispatcher.principalRate",
                        "dispatcher.principalBurst",
                        "one principal may start on one database"),
                classes);
    }

    private static Rate rate(SettingsReader reader, String key, String burst, String what) {
        double rate = reader.decimal(key, 0, 0, MOST, "Jobs a second " + what + "; 0 for no limit");
        return new Rate(rate, reader.integer(burst, 10, 1, MOST, "Jobs of that rate at once after a pause"));
    }

    private static LaneLimits lanes(SettingsReader reader) {
        return new LaneLimits(
                Map.of(Lane.FAST, 8, Lane.MEDIUM, 8, Lane.SLOW, 4, Lane.CACHE, 8),
                Map.of(
                        Lane.FAST, prefetch(reader, "fast", 16),
                        Lane.MEDIUM, prefetch(reader, "medium", 4),
                        Lane.SLOW, prefetch(reader, "slow", 2),
                        Lane.CACHE, prefetch(reader, "cache", 16)));
    }

    private static int prefetch(SettingsReader reader, String lane, int usual) {
        return reader.integer(
                "dispatcher.prefetch." + lane,
                usual,
                1,
                1_000,
                "Jobs of a database outstanding per slot of the " + lane + " lane");
    }

    private static Limits limits(SettingsReader reader) {
        Map<StatementClass, Integer> classes = new EnumMap<>(StatementClass.class);
        for (StatementClass statementClass : StatementClass.values()) {
            String name = name(statementClass);
            classes.put(
                    statementClass,
                    limit(reader, "dispatcher.limit." + name, name + " statements that run at once on a database"));
        }
        return new Limits(
                limit(reader, "dispatcher.limit.tenant", "Jobs of a tenant that run at once on a database"),
                limit(reader, "dispatcher.limit.principal", "Jobs of a principal that run at once on a database"),
                reader.size(
                                "dispatcher.limit.resultMemory",
                                DataSize.ofMebibytes(0),
                                "Sum of the result caps of a tenant's jobs that run at once on a database; 0 for no limit")
                        .bytes(),
                classes);
    }

    private static int limit(SettingsReader reader, String key, String what) {
        return reader.integer(key, 0, 0, MOST, what + "; 0 for no limit");
    }

    private static BandWeights bands(SettingsReader reader) {
        BandWeights usual = BandWeights.USUAL;
        return new BandWeights(
                weight(reader, "high", usual.high()),
                weight(reader, "normal", usual.normal()),
                weight(reader, "low", usual.low()),
                reader.flag("dispatcher.strictPriority", false, "Serve a priority only while none above it waits"));
    }

    private static int weight(SettingsReader reader, String band, int usual) {
        return reader.integer(
                "dispatcher.weight." + band, usual, 1, 1_000, "Share of a lane for jobs of " + band + " priority");
    }

    private static Overflow.Rule overflow(SettingsReader reader) {
        int most = reader.integer("dispatcher.queue.max", MOST, 10, 100_000_000, "Jobs of a database that may wait");
        int high = percent(reader, "high", 95, "jobs are shed");
        int low = percent(reader, "low", 90, "no more are shed");
        if (low >= high) {
            reader.problem("dispatcher.queue.low", "must be below dispatcher.queue.high");
            low = high - 1;
        }
        return new Overflow.Rule(
                reader.choice(
                        "dispatcher.queue.overflow",
                        Overflow.Strategy.REJECT,
                        "Who goes when too many wait: reject newcomers, drop_oldest or drop_newest, low priority first"),
                most,
                (int) Math.max(2, (long) most * high / 100),
                (int) ((long) most * low / 100));
    }

    private static int percent(SettingsReader reader, String mark, int usual, String from) {
        return reader.integer(
                "dispatcher.queue." + mark, usual, 1, 100, "Percent of dispatcher.queue.max from which " + from);
    }

    private static String name(StatementClass statementClass) {
        return statementClass.name().toLowerCase(Locale.ROOT);
    }
}
