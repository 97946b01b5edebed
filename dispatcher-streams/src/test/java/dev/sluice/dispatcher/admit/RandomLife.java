package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.job.Demand;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.line.BandWeights;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.dispatcher.line.Scheduled;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.StatementClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One random life of a database, and a check of the rules that knows nothing but the jobs themselves. */
final class RandomLife {
    private static final List<Lane> LANES = List.of(Lane.FAST, Lane.SLOW);
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final List<String> TABLES = List.of("orders", "customers", "items");

    private final Random random;
    private final Map<JobKey, LiveJob> live = new LinkedHashMap<>();
    private final Jobs jobs = new Jobs();
    private final Limits limits;
    private final int slots;
    private final BandWeights weights;
    private Schedule schedule;
    private Admit admit;
    private Instant now = Jobs.START;

    /** Which rule does not hold. */
    enum Broken {
        NOTHING,
        SLOTS,
        TENANT,
        PRINCIPAL,
        CLASS,
        MEMORY,
        TABLES,
        SESSION,
        COUNT
    }

    RandomLife(long seed) {
        random = new Random(seed);
        slots = 1 + random.nextInt(6);
        limits = new Limits(
                random.nextInt(4),
                random.nextInt(3),
                random.nextInt(3) * 100L,
                Map.of(StatementClass.WRITE, random.nextInt(3), StatementClass.DDL, random.nextInt(2)));
        weights = new BandWeights(8, 4, 1, random.nextInt(4) == 0);
        schedule = new Schedule(weights);
        admit = admit();
    }

    private Admit admit() {
        return new Admit(lane -> slots, (database, tenant) -> limits, schedule);
    }

    Collection<LiveJob> live() {
        return live.values();
    }

    void step() {
        now = now.plusMillis(10);
        switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> arrive();
            case 4, 5 -> any(false).ifPresent(this::end);
            case 6 -> any(false).ifPresent(job -> put(job.retrying(true, now.plusMillis(random.nextInt(50)))));
            default -> any(true).ifPresent(this::end);
        }
        schedule.overdue(now, 2).forEach(key -> end(Objects.requireNonNull(live.get(key))));
        admitAll();
    }

    /** Nobody new comes; whatever runs ends, until nothing is left or nothing moves any more. */
    void drain() {
        for (int idle = 0; idle < 20 && !live.isEmpty(); idle++) {
            now = now.plusSeconds(1);
            admitAll();
            for (Optional<LiveJob> next = any(false); next.isPresent(); next = any(false)) {
                idle = 0;
                end(next.get());
                admitAll();
            }
        }
    }

    /** Starts anew with what is stored, in whatever order the store has it. */
    void rebuild() {
        schedule = new Schedule(weights);
        admit = admit();
        live.values().stream()
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .forEach(schedule::put);
        schedule.arrange();
    }

    private void arrive() {
        LiveJob job = job();
        boolean granted = admit.newcomer(Scheduled.of(job));
        put(granted ? job.admitted() : job);
    }

    private LiveJob job() {
        boolean change = random.nextInt(6) == 0;
        var statementClass =
                change ? StatementClass.DDL : random.nextBoolean() ? StatementClass.READ : StatementClass.WRITE;
        if (random.nextInt(10) == 0) {
            jobs.doingAnything(statementClass);
        } else if (random.nextInt(5) == 0) {
            jobs.doing(statementClass);
        } else {
            jobs.doing(statementClass, TABLES.get(random.nextInt(3)), random.nextBoolean() ? "rates" : "notes");
        }
        return jobs.of("tenant-" + random.nextInt(3), "person-" + random.nextInt(2))
                .on(LANES.get(random.nextInt(2)), PRIORITIES.get(random.nextInt(3)))
                .at(now)
                .between(sometimes(4, 60), random.nextInt(8) == 0 ? now.plusMillis(random.nextInt(2_000)) : null)
                .costing(random.nextInt(50), random.nextInt(150))
                .in(random.nextInt(3) == 0 ? "session-" + random.nextInt(3) : null)
                .next();
    }

    private @Nullable Instant sometimes(int one, int millis) {
        return random.nextInt(one) == 0 ? now.plusMillis(random.nextInt(millis)) : null;
    }

    private void admitAll() {
        schedule.pass(now, Duration.ofMillis(500), 10);
        schedule.reconsider();
        for (Lane lane : LANES) {
            for (Optional<JobKey> next = next(lane); next.isPresent(); next = next(lane)) {
                put(Objects.requireNonNull(live.get(next.get())).admitted());
            }
        }
    }

    private Optional<JobKey> next(Lane lane) {
        return admit.next(new LaneKey("shop", lane));
    }

    private Optional<LiveJob> any(boolean waiting) {
        List<LiveJob> some =
                live.values().stream().filter(job -> job.waits() == waiting).toList();
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
    }

    private void put(LiveJob job) {
        live.put(job.key(), job);
        schedule.put(job);
    }

    private void end(LiveJob job) {
        live.remove(job.key());
        schedule.remove(job.key());
    }

    Broken broken() {
        List<LiveJob> leased =
                live.values().stream().filter(job -> !job.waits()).toList();
        Broken limit = limit(leased);
        if (limit != Broken.NOTHING) {
            return limit;
        }
        if (tables(leased)) {
            return Broken.TABLES;
        }
        if (sessions(leased)) {
            return Broken.SESSION;
        }
        var load = schedule.load();
        boolean all = load.leased() == leased.size() && load.waiting() == live.size() - leased.size();
        return all ? Broken.NOTHING : Broken.COUNT;
    }

    private Broken limit(List<LiveJob> leased) {
        if (tooMany(leased, job -> job.place().lane(), slots)) {
            return Broken.SLOTS;
        }
        if (tooMany(leased, job -> job.key().tenant(), limits.tenant())) {
            return Broken.TENANT;
        }
        if (tooMany(leased, job -> job.key().tenant() + job.asked().principal(), limits.principal())) {
            return Broken.PRINCIPAL;
        }
        if (memory(leased)) {
            return Broken.MEMORY;
        }
        return classes(leased) ? Broken.CLASS : Broken.NOTHING;
    }

    private boolean classes(List<LiveJob> leased) {
        for (StatementClass statementClass : StatementClass.values()) {
            long alike = leased.stream()
                    .filter(job -> job.place().demand().statementClass() == statementClass)
                    .count();
            if (limits.of(statementClass) > 0 && alike > limits.of(statementClass)) {
                return true;
            }
        }
        return false;
    }

    private static boolean tooMany(List<LiveJob> leased, Function<LiveJob, Object> by, int most) {
        Map<Object, Integer> counts = new HashMap<>();
        leased.forEach(job -> counts.merge(by.apply(job), 1, Integer::sum));
        return most > 0 && counts.values().stream().anyMatch(count -> count > most);
    }

    private boolean memory(List<LiveJob> leased) {
        Map<String, Long> sums = new HashMap<>();
        leased.forEach(job -> sums.merge(
                job.key().tenant(), Math.min(job.place().demand().resultBytes(), limits.resultMemory()), Long::sum));
        return limits.resultMemory() > 0 && sums.values().stream().anyMatch(sum -> sum > limits.resultMemory());
    }

    private static boolean tables(List<LiveJob> leased) {
        for (LiveJob one : leased) {
            for (LiveJob other : leased) {
                boolean alone = one.place().demand().exclusive() && !one.key().equals(other.key());
                if (alone
                        && overlap(
                                one.place().demand().reach(),
                                other.place().demand().reach())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean overlap(Demand.Reach one, Demand.Reach other) {
        boolean oneNothing = one.known() && one.tables().isEmpty();
        boolean otherNothing = other.known() && other.tables().isEmpty();
        if (oneNothing || otherNothing) {
            return false;
        }
        return !one.known() || !other.known() || one.tables().stream().anyMatch(other.tables()::contains);
    }

    /** One job of a session at a time, and none before one that came earlier. */
    private boolean sessions(List<LiveJob> leased) {
        for (LiveJob job : leased) {
            String session = job.place().demand().session();
            boolean overtakes = session != null
                    && live.values().stream()
                            .anyMatch(other -> other.key()
                                            .tenant()
                                            .equals(job.key().tenant())
                                    && session.equals(other.place().demand().session())
                                    && other.place().sequence() < job.place().sequence());
            if (overtakes) {
                return true;
            }
        }
        return false;
    }
}
