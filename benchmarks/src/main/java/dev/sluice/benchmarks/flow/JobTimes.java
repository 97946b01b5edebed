package dev.sluice.benchmarks.flow;

import java.util.Locale;

/**
 * Where the time of a job went, as its OUTCOME told: means over many jobs, milliseconds.
 *
 * @param admitted from submission until the dispatcher admitted it
 * @param taken from there until a worker had it: the dispatcher's commit, the jobs topic, a free slot
 * @param database connection, statement and rows
 * @param answered from there until the reply was read: the executor's commit and the reply topic
 */
record JobTimes(double admitted, double taken, double database, double answered) {
    double total() {
        return admitted + taken + database + answered;
    }

    /** The part that takes longest. */
    String largest() {
        double most = Math.max(Math.max(admitted, taken), Math.max(database, answered));
        if (most == admitted) {
            return "until the dispatcher admits a job";
        }
        if (most == taken) {
            return "until a worker has an admitted job";
        }
        return most == database ? "for the database" : "until an outcome is committed and read";
    }

    String sentence() {
        return String.format(
                Locale.ROOT,
                "of the %.1f ms a job takes on average, %.1f pass until the dispatcher has admitted it, %.1f until a worker has it, %.1f in"
                        + " the database, %.1f until its outcome is committed and read",
                total(),
                admitted,
                taken,
                database,
                answered);
    }
}
