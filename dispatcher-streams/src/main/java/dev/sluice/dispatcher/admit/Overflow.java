package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.line.Scheduled;
import dev.sluice.message.Priority;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What happens when more jobs of a database wait than may: from the high mark on until the low mark is reached again jobs are shed,
 * those of the lowest band first. Not thread-safe.
 */
public final class Overflow {
    private final Rule rule;
    private final Schedule schedule;
    private final Set<String> shedding = new HashSet<>();

    /** Which jobs go. */
    public enum Strategy {
        /** Newcomers; those of high priority only when there is no room at all. */
        REJECT,
        /** Whoever has waited longest in the lowest band. */
        DROP_OLDEST,
        /** Whoever came last in the lowest band. */
        DROP_NEWEST
    }

    /**
     * How many jobs of a database may wait.
     *
     * @param most room for newcomers of high priority
     * @param high shedding begins
     * @param low shedding ends
     */
    public record Rule(Strategy strategy, int most, int high, int low) {
        public Rule {
            if (low < 0 || high <= low || most < high) {
                throw new IllegalArgumentException("the marks must rise: low, high, most");
            }
        }
    }

    public Overflow(Rule rule, Schedule schedule) {
        this.rule = rule;
        this.schedule = schedule;
    }

    /** Whether a newcomer must be turned away. */
    public boolean refuses(String database, Priority priority) {
        int waiting = schedule.waiting(database);
        if (!sheds(database, waiting) || rule.strategy() != Strategy.REJECT) {
            return false;
        }
        return priority != Priority.HIGH || waiting >= rule.most();
    }

    /** The job that must go because one more has come to wait. */
    public Optional<Scheduled> victim(String database) {
        int waiting = schedule.waiting(database);
        boolean drops = sheds(database, waiting) && rule.strategy() != Strategy.REJECT && waiting > rule.high();
        return drops ? schedule.leastImportant(database, rule.strategy() == Strategy.DROP_OLDEST) : Optional.empty();
    }

    /** How many may wait before newcomers are turned away. */
    public int high() {
        return rule.high();
    }

    private boolean sheds(String database, int waiting) {
        if (waiting >= rule.high()) {
            shedding.add(database);
        } else if (waiting <= rule.low()) {
            shedding.remove(database);
        }
        return shedding.contains(database);
    }
}
