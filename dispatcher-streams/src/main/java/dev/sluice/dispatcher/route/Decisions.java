package dev.sluice.dispatcher.route;

import dev.sluice.dispatcher.admit.Standing;
import dev.sluice.dispatcher.estimate.Estimated;
import dev.sluice.dispatcher.estimate.Prediction;
import dev.sluice.dispatcher.job.Grounds;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.job.Traits;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.message.Decision;
import dev.sluice.message.DecisionOutcome;
import dev.sluice.message.JobError;
import dev.sluice.message.Lane;
import dev.sluice.message.LimitCheck;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The record of why a job is where it is. */
public final class Decisions {
    private Decisions() {}

    /** It runs now. */
    public static Decision admitted(Estimated job, LiveJob live, Standing standing, Instant now) {
        Lane lane = live.place().lane();
        String reason = "Runs on the " + lane + " lane: " + describe(job) + ".";
        return about(job, standing, DecisionOutcome.ADMITTED, reason, now)
                .setLane(lane)
                .build();
    }

    /** It waits, not to start before the time given. */
    public static Decision held(Estimated job, Standing standing, @Nullable Instant start, Instant now) {
        long early = start == null ? 0 : Math.max(0, now.until(start, ChronoUnit.MILLIS));
        String reason =
                early > 0 ? "Waits until " + start + ", the time before which it must not start." : waits(standing);
        return about(job, standing, DecisionOutcome.HELD, reason, now)
                .setQueuePosition(standing.ahead())
                .setEtaMillis(Math.max(standing.expectedWait().toMillis(), early))
                .build();
    }

    /** The same, of one that may have been given up before and waits to be retried. */
    public static Decision held(Estimated job, LiveJob live, Standing standing, Instant now) {
        Decision held = held(job, standing, live.times().notBefore(), now);
        int retry = live.tries().retries();
        if (retry == 0) {
            return held;
        }
        int granted = job.grant().limits().retries().granted();
        String again = retry <= granted
                ? " It was given up before; this is automatic retry %d of %d that policies grant."
                        .formatted(retry, granted)
                : " It was given up before; automatic retry %d is not granted any more, and it ends in its turn."
                        .formatted(retry);
        return Decision.newBuilder(held).setReason(held.getReason() + again).build();
    }

    /** It has its lease: every limit let it pass, whatever is used of it by now. */
    public static Decision leased(Estimated job, LiveJob live, Standing standing, Instant now) {
        String cancel = live.tries().cancels().isEmpty() ? "" : " A command to cancel it is on its way.";
        String reason = "Has a lease of the %s lane for attempt %d: %s.%s"
                .formatted(live.place().lane(), live.tries().attempt(), describe(job), cancel);
        List<LimitCheck> passed = standing.limits().stream()
                .map(limit -> new LimitCheck(limit.getName(), limit.getKey(), limit.getUsed(), limit.getLimit(), true))
                .toList();
        return about(job, standing, DecisionOutcome.ADMITTED, reason, now)
                .setLimits(passed)
                .setLane(live.place().lane())
                .build();
    }

    private static String waits(Standing standing) {
        String what = standing.waitsFor().isEmpty() ? "its turn" : standing.waitsFor();
        return standing.ahead() == 0
                ? "Waits for " + what + "."
                : "Waits for %s, with %s%d in line before it."
                        .formatted(what, standing.counted() ? "" : "about ", standing.ahead());
    }

    /** A dry run: it would be taken. */
    public static Decision validated(Estimated job, Standing standing, Instant now) {
        String wait = standing.waitsFor().isEmpty() ? "" : " It would wait for " + standing.waitsFor() + " now.";
        String reason = "Would run on the " + job.lane() + " lane: " + describe(job) + "." + wait;
        return about(job, standing, DecisionOutcome.VALIDATED, reason, now).build();
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

    private static Decision.Builder about(
            Estimated job, Standing standing, DecisionOutcome outcome, String reason, Instant now) {
        Prediction prediction = job.prediction();
        return with(job.traits(), grounds(job))
                .setOutcome(outcome)
                .setAt(now)
                .setReason(reason)
                .setPredictedMillis(prediction.p50())
                .setPredictedP95Millis(prediction.p95())
                .setPredictionSource(prediction.source().name().toLowerCase(Locale.ROOT))
                .setSamples(Math.round(prediction.samples()))
                .setLimits(standing.limits())
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
                    .setFunctions(List.copyOf(traits.touched().functions()))
                    .setTraits(traits.structure().words());
        }
        return decision;
    }

    private static String describe(Estimated job) {
        Prediction prediction = job.prediction();
        String what = "a " + job.traits().complexity() + " " + job.traits().kind();
        return switch (prediction.source()) {
            case SCORE -> what + " by its text, guessed at " + millis(prediction.p50()) + " ms";
            case HISTORY ->
                "%s that took %s ms mostly and %s ms at worst in its last %d executions or so"
                        .formatted(
                                what,
                                millis(prediction.p50()),
                                millis(prediction.p95()),
                                Math.round(prediction.samples()));
        };
    }

    /** With one decimal below ten; without a formatter, because it is done for every job. */
    private static String millis(double millis) {
        if (millis >= 10) {
            return Long.toString(Math.round(millis));
        }
        long tenths = Math.round(millis * 10);
        return tenths / 10 + "." + tenths % 10;
    }
}
