package dev.sluice.dispatcher.route;

import dev.sluice.dispatcher.estimate.Estimated;
import dev.sluice.dispatcher.job.Grounds;
import dev.sluice.dispatcher.job.Traits;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.message.Decision;
import dev.sluice.message.DecisionOutcome;
import dev.sluice.message.JobError;
import dev.sluice.message.LimitCheck;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The record of why a job is where it is. */
public final class Decisions {
    private static final String SOURCE = "score";

    private Decisions() {}

    /** It runs now. */
    public static Decision admitted(Estimated job, LimitCheck check, Instant now) {
        String reason = "Runs on the " + job.lane() + " lane: " + describe(job) + ".";
        return about(job, DecisionOutcome.ADMITTED, reason, now)
                .setLimits(List.of(check))
                .build();
    }

    /** It waits. */
    public static Decision held(Estimated job, LimitCheck check, long ahead, Instant now) {
        String reason = check.getAllowed()
                ? "Waits for those in line before it, or for its time to start."
                : "Waits for a slot of the %s lane of %s: %d of %d are taken."
                        .formatted(job.lane(), job.database().name(), check.getUsed(), check.getLimit());
        return about(job, DecisionOutcome.HELD, reason, now)
                .setLimits(List.of(check))
                .setQueuePosition(ahead)
                .build();
    }

    /** A dry run: it would be taken. */
    public static Decision validated(Estimated job, LimitCheck check, Instant now) {
        String reason = "Would run on the " + job.lane() + " lane: " + describe(job) + ".";
        return about(job, DecisionOutcome.VALIDATED, reason, now)
                .setLimits(List.of(check))
                .build();
    }

    /** It will not run. */
    public static Decision refused(JobError error, @Nullable Traits traits, Instant now) {
        return refused(new Verdict.Refused<>(error, traits), now);
    }

    /** It will not run, with all that was known by then. */
    public static Decision refused(Verdict.Refused<?> refused, Instant now) {
        return with(refused.traits(), refused.grounds())
                .setOutcome(DecisionOutcome.REFUSED)
                .setAt(now)
                .setReason(refused.error().getMessage())
                .build();
    }

    private static Decision.Builder about(Estimated job, DecisionOutcome outcome, String reason, Instant now) {
        return with(job.traits(), grounds(job))
                .setOutcome(outcome)
                .setAt(now)
                .setReason(reason)
                .setPredictionSource(SOURCE)
                .setLane(job.lane());
    }

    private static Grounds grounds(Estimated job) {
        return new Grounds(job.grant().policies(), job.classified().resolved().template());
    }

    private static Decision.Builder with(@Nullable Traits traits, Grounds grounds) {
        Decision.Builder decision =
                Decision.newBuilder().setPolicies(grounds.policies()).setTemplate(grounds.template());
        if (traits != null) {
            decision.setStatementKind(traits.kind())
                    .setStatementClass(traits.statementClass())
                    .setComplexity(traits.complexity())
                    .setFingerprint(traits.fingerprint())
                    .setParsed(traits.touched().parsed())
                    .setTablesRead(List.copyOf(traits.touched().read()))
                    .setTablesWritten(List.copyOf(traits.touched().written()))
                    .setFunctions(List.copyOf(traits.touched().functions()));
        }
        return decision;
    }

    private static String describe(Estimated job) {
        return "a " + job.traits().complexity() + " " + job.traits().kind() + " by its text";
    }
}
