package dev.sluice.dispatcher.job;

import dev.sluice.message.StatementClass;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a job asks of the limits.
 *
 * @param cost predicted execution time, milliseconds: what a turn is charged
 * @param resultBytes the most its result may take
 * @param session the session whose jobs run one after another, or null
 * @param fingerprint of its statements, under which its duration is remembered; empty if not known
 */
public record Demand(
        StatementClass statementClass,
        double cost,
        long resultBytes,
        Reach reach,
        @Nullable String session,
        String fingerprint) {
    /** Of a job that an earlier release stored, about which nothing is known: the heavier reading counts. */
    static final Demand UNKNOWN = new Demand(StatementClass.WRITE, 1, 0, Reach.EVERYTHING, null, "");

    public Demand {
        if (!(cost >= 0)) {
            throw new IllegalArgumentException("a cost cannot be negative: " + cost);
        }
    }

    /** Whether no other job may use its tables while it runs. */
    public boolean exclusive() {
        return statementClass == StatementClass.DDL;
    }

    /** The tables a job reads or writes, in normal form; or any table at all, if its text does not tell. */
    public record Reach(Set<String> tables, boolean known) {
        /** Any table may be meant. */
        public static final Reach EVERYTHING = new Reach(Set.of(), false);

        /** No table is. */
        public static final Reach NOTHING = new Reach(Set.of(), true);

        public Reach {
            tables = Set.copyOf(tables);
        }
    }
}
