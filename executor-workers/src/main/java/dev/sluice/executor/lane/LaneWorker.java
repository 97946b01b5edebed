package dev.sluice.executor.lane;

import dev.sluice.executor.engine.Access;
import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.executor.take.Delivery;
import dev.sluice.message.ExecutionMetrics;
import dev.sluice.message.JobError;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.serde.UncheckedRegistryException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the jobs of one engine and lane through their steps. {@link #accept} is called by the polling thread and returns at once;
 * everything else happens in the slots of the job's database.
 */
final class LaneWorker {
    private static final Logger log = LoggerFactory.getLogger(LaneWorker.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LaneSettings settings;
    private final JobGate gate;
    private final Map<String, LaneDatabase> databases;
    private final Report report;
    private final LaneMeters meters;
    private final LaneSurroundings around;
    private final JobRun jobRun;
    /** Those that have not begun. Whoever takes one out decides about it. */
    private final Set<LaneJob> waiting = ConcurrentHashMap.newKeySet();

    private volatile boolean stopping;

    LaneWorker(
            LaneSettings settings,
            JobGate gate,
            Map<String, LaneDatabase> databases,
            Report report,
            LaneMeters meters,
            LaneSurroundings around) {
        this.settings = settings;
        this.gate = gate;
        this.databases = Map.copyOf(databases);
        this.report = report;
        this.meters = meters;
        this.around = around;
        this.jobRun = new JobRun(around, settings.maxStarts());
    }

    /** Begins nothing more. Jobs not begun, and those that still come, go back to the dispatcher, which sends them to others. */
    void stop() {
        stopping = true;
        waiting.forEach(this::giveBackIfWaiting);
        databases.values().forEach(database -> hold(database, false)); // what was held comes by and goes back
    }

    /** Whether jobs of this database wait from now on; those that are running go on. To be said again every moment: it wakes what is cancelled. */
    void hold(LaneDatabase database, boolean hold) {
        Instant now = around.clock().instant();
        database.hold().hold(hold, now).forEach(this::submit);
        around.suspects().release(job -> job.onlyAnswered(now)).forEach(LaneJob::again);
    }

    void accept(Delivery delivery) {
        try {
            switch (gate.admit(delivery.record(), around.clock().instant())) {
                case Admission.Admitted(QueryJob job) -> take(delivery, job, false);
                case Admission.Late(QueryJob job) -> take(delivery, job, true);
                case Admission.Refused(JobError error) ->
                    around.publisher().publish(delivery, report.refused(delivery, error));
                case Admission.Undecided(String reason) -> acceptLater(delivery);
            }
        } catch (UncheckedRegistryException down) {
            acceptLater(delivery);
        }
    }

    private void acceptLater(Delivery delivery) {
        later(around.chores(), () -> accept(delivery), PAUSE);
    }

    private void take(Delivery delivery, QueryJob job, boolean late) {
        Attempt attempt = new Attempt(job, delivery, around.clock().instant());
        LaneDatabase database = databases.get(job.getDatabase());
        if (database == null) {
            String message = "this executor has no database " + job.getDatabase() + " of engine " + settings.engine();
            around.publisher().publish(delivery, report.misdirected(delivery, job, message));
            return;
        }
        around.inHand().add(attempt);
        submit(new LaneJob(attempt, database, late, this::submit));
    }

    private void submit(LaneJob job) {
        waiting.add(job);
        try {
            job.place().slots().submit(() -> process(job));
        } catch (RejectedExecutionException closed) {
            waiting.remove(job);
            abandon(job); // stopping: the record goes to the next owner
        } catch (Error noThread) {
            log.atError().setCause(noThread).log("There is no thread for a job yet");
            resubmit(job, PAUSE);
        }
        if (stopping) {
            giveBackIfWaiting(job);
        }
    }

    /** Lines up again after a pause, during which it counts as waiting. */
    private void resubmit(LaneJob job, Duration pause) {
        waiting.add(job);
        later(
                () -> {
                    if (waiting.remove(job)) {
                        submit(job);
                    }
                },
                pause);
        if (stopping) {
            giveBackIfWaiting(job);
        }
    }

    private void giveBackIfWaiting(LaneJob job) {
        if (waiting.remove(job)) {
            guarded(job, () -> giveBack(job));
        }
    }

    /** What may have begun before goes to the next owner of its partition instead, for only there its starts are known. */
    private void giveBack(LaneJob job) {
        boolean fresh = !job.begun() && job.startsBefore() == 0 && !job.late();
        conclude(job, fresh ? job.place().execute().giveBack(job.attempt()) : new TryResult.Abandoned());
    }

    private void process(LaneJob job) {
        if (waiting.remove(job)) { // or it was given back meanwhile
            guarded(job, () -> decide(job));
        }
    }

    private void decide(LaneJob job) {
        if (!job.delivery().owned()) {
            over(job);
        } else if (stopping) {
            giveBack(job);
        } else if (job.hold().wouldKeep(job, around.clock().instant())) {
            passOn(job); // its turn is worth more to one of a lane that is not paused
            if (!job.hold().keeps(job, around.clock().instant())) {
                start(job);
            }
        } else {
            start(job); // a pause that begins now comes a moment too late for it, and none is kept with its turn in
            // hand
        }
    }

    private void guarded(LaneJob job, Runnable step) {
        try {
            step.run();
        } catch (UncheckedRegistryException | TimeoutException down) {
            resubmit(job, PAUSE); // of the registry, or of Kafka about a reply topic
        } catch (RuntimeException | Error broken) {
            log.atError()
                    .addKeyValue("jobId", job.attempt().job().getJobId())
                    .setCause(broken)
                    .log("A job failed inside the executor; it ends with INTERNAL");
            broke(job, broken);
        }
    }

    private void broke(LaneJob job, Throwable broken) {
        String message = "the executor failed: " + broken.getClass().getSimpleName();
        try {
            conclude(job, job.place().execute().broken(job.attempt(), job.begun(), message));
        } catch (RuntimeException | Error again) {
            log.atError().setCause(again).log("A job that failed inside the executor cannot be ended yet");
            laterInSlot(job, () -> broke(job, broken));
        }
    }

    /** Settles what has run as often as it takes: it is not to run again because its end cannot be told. */
    private void conclude(LaneJob job, TryResult result) {
        try {
            settle(job, result);
        } catch (UncheckedRegistryException | TimeoutException down) {
            laterInSlot(job, () -> guarded(job, () -> conclude(job, result)));
        }
    }

    private void start(LaneJob job) {
        StartRule rule = jobRun.rule(job);
        TryResult ended = jobRun.unstarted(job, rule);
        if (ended != null) {
            conclude(job, ended);
        } else if (job.alone(rule)
                && !job.onlyAnswered(around.clock().instant())
                && !around.suspects().enter(job)) {
            log.atDebug().addKeyValue("jobId", job.attempt().job().getJobId()).log("Waits for its turn");
        } else if (rule == StartRule.COUNT_FIRST || rule == StartRule.ALONE) {
            if (jobRun.countFirst(job)) {
                decide(job);
            } else {
                over(job);
            }
        } else {
            conclude(job, jobRun.run(job));
        }
    }

    /** Publishing comes last: whatever fails before it is settled again, and what is published is published once. */
    private void settle(LaneJob job, TryResult result) {
        QueryJob asked = job.attempt().job();
        switch (result) {
            case TryResult.Ended(QueryReply outcome) -> {
                List<ProducerRecord<String, byte[]>> told =
                        report.ended(job.delivery(), asked, job.replyTopic(around.replyTopics()), outcome);
                over(job);
                meters.ended(outcome);
                around.publisher().publish(job.delivery(), told);
            }
            case TryResult.Released(JobError why, ExecutionMetrics times) -> {
                List<ProducerRecord<String, byte[]>> told = report.released(job.delivery(), asked, why, times);
                over(job);
                meters.released(why);
                around.publisher().publish(job.delivery(), told);
            }
            case TryResult.Again(JobError why, Duration pause) -> {
                meters.retried(why);
                around.progress().retrying(job.delivery(), asked, why);
                passOn(job); // it ends nobody while it waits
                resubmit(job, pause);
            }
            case TryResult.Abandoned() -> abandon(job);
        }
    }

    private void over(LaneJob job) {
        around.inHand().remove(job.attempt());
        passOn(job);
    }

    private void passOn(LaneJob job) {
        around.suspects().leave(job).forEach(LaneJob::again);
    }

    /** Three orderly restarts must not make a long job poison. One outside the ledger that has begun keeps its start: it may have had its effect. */
    private void abandon(LaneJob job) {
        over(job);
        if (job.counted() && !(job.begun() && job.access() == Access.PLAIN)) {
            around.publisher().giveBack(job.delivery());
        }
    }

    private void laterInSlot(LaneJob job, Runnable work) {
        later(() -> job.place().slots().submit(work), PAUSE);
    }

    private void later(Runnable work, Duration pause) {
        later(around.timer(), work, pause);
    }

    /** What breaks then is done again after another pause, for nobody else knows that there is something to do. */
    private static void later(ScheduledExecutorService timer, Runnable work, Duration pause) {
        try {
            ScheduledFuture<?> unused =
                    timer.schedule(() -> untilDone(timer, work), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            log.atDebug().log("Stopping: the record goes to the next owner");
        }
    }

    private static void untilDone(ScheduledExecutorService timer, Runnable work) {
        try {
            work.run();
        } catch (RejectedExecutionException closed) {
            log.atDebug().log("Stopping: the record goes to the next owner");
        } catch (RuntimeException | Error broken) {
            log.atError().setCause(broken).log("What had to wait cannot be done yet");
            later(timer, work, PAUSE);
        }
    }
}
