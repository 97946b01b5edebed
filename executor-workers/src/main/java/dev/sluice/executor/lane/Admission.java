package dev.sluice.executor.lane;

import dev.sluice.message.JobError;
import dev.sluice.message.QueryJob;

/** What the gate says of a record of the jobs topic. */
sealed interface Admission {
    /** A job of ours that may run. */
    record Admitted(QueryJob job) implements Admission {}

    /** A job of ours that came too late. */
    record Late(QueryJob job) implements Admission {}

    /** Nothing the dispatcher sent: it ends as a dead letter, and no job hears of it. */
    record Refused(JobError error) implements Admission {}

    /** It cannot be told before the registry answers. */
    record Undecided(String reason) implements Admission {}
}
