package dev.sluice.dispatcher.line;

import dev.sluice.message.StatementClass;
import org.jspecify.annotations.Nullable;

/** A part of a line: the jobs of one principal, or those of many that share it. */
interface Part {
    /** Takes in a job; answers false if it was here. */
    boolean add(Scheduled job);

    /** Takes out a job, whatever its place; answers false if it was not here. */
    boolean remove(Scheduled job);

    /** The next job of this class that may go, or null. */
    @Nullable
    Scheduled first(StatementClass statementClass);

    /** The nearest deadline among the jobs of this class that may go, {@link Ring#NOT_URGENT} if they have none; null if there is no job. */
    @Nullable
    Long urgency(StatementClass statementClass);

    /** Charges everybody whose turn this job is. */
    void charge(Scheduled job, double cost);

    /** Corrects an earlier charge. */
    void settle(Scheduled job, double difference);

    boolean empty();

    /** All its jobs, whether they may go or not. */
    Load load();

    /** About how many of its jobs would go before this one, which may be a newcomer, and what they cost. */
    Load before(Scheduled job);

    /** So many jobs, with so much to do, in predicted milliseconds. */
    record Load(double jobs, double millis) {
        static final Load NONE = new Load(0, 0);

        Load plus(Load other) {
            return new Load(jobs + other.jobs, millis + other.millis);
        }

        Load times(double factor) {
            return new Load(jobs * factor, millis * factor);
        }

        /** As much of it as is done in this time. */
        Load within(double room) {
            return room >= millis ? this : times(Math.max(0, room) / millis);
        }
    }
}
