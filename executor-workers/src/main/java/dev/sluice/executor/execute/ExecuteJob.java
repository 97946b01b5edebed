package dev.sluice.executor.execute;

import dev.sluice.executor.carry.RowCarriers;
import dev.sluice.executor.carry.StoreFailedException;
import dev.sluice.executor.engine.Access;
import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Remedy;
import dev.sluice.executor.outcome.Outcomes;
import dev.sluice.executor.rows.RowTooLargeException;
import dev.sluice.executor.slot.Slots;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs of one database in one lane's slots, a try at a time, and decides what a failed try means for the job. Blocks the
 * calling thread, which must be one of the slots'. Thread-safe.
 */
public final class ExecuteJob {
    private static final String ONE_BY_ITSELF =
            "several statements are one transaction or nothing, and one of these commits by itself"
                    + " on this engine: ask for each in a job of its own";

    private static final String TOO_LARGE_FOR =
            "its rows do not fit into the messages that %s takes: select fewer or shorter columns, or have"
                    + " max.message.bytes of that topic raised to " + Topics.MAX_MESSAGE_BYTES;

    private final Target target;
    private final RetryLimits limits;
    private final Endings endings;
    private final DirectTry direct;
    private final LedgeredTry ledgered;

    public ExecuteJob(
            Target target,
            Slots slots,
            RowCarriers carriers,
            Outcomes outcomes,
            RetryLimits limits,
            InstantSource clock) {
        this.target = target;
        this.limits = limits;
        this.endings = new Endings(outcomes, clock);
        this.direct = new DirectTry(target, slots, carriers, endings);
        this.ledgered = new LedgeredTry(target, slots, carriers, endings);
    }

    /** One try, from the borrowing of a connection to its return. */
    public TryResult run(Attempt attempt) {
        Access access = target.access(attempt.job());
        attempt.begin();
        try {
            TryResult unbegun = unbegun(attempt, access);
            if (unbegun != null) {
                return unbegun;
            }
            return access == Access.WRITE ? ledgered.run(attempt) : direct.run(attempt, access);
        } catch (FailedTryException failed) {
            return afterFailure(attempt, access, attempt.progress().explained(failed.failure()));
        } catch (StoppedException stopped) {
            return stopped(attempt, null);
        } catch (StatementRun.BadParameterException wrong) {
            return fail(attempt, ErrorCode.INVALID_PARAMETERS, wrong.getMessage());
        } catch (RowTooLargeException large) {
            return fail(attempt, ErrorCode.RESULT_TOO_LARGE, large.getMessage());
        } catch (StoreFailedException unkept) {
            return unkept(attempt, access, String.valueOf(unkept.getMessage()));
        } catch (RecordTooLargeException large) {
            return fail(
                    attempt,
                    ErrorCode.RESULT_TOO_LARGE,
                    TOO_LARGE_FOR.formatted(attempt.job().getReplyTo()));
        } catch (KafkaException unsent) {
            return unsent(attempt, access, "rows could not be published: " + unsent.getMessage());
        } finally {
            attempt.end();
        }
    }

    /** How a job ends that must not begin, or null. */
    private @Nullable TryResult unbegun(Attempt attempt, Access access) {
        QueryJob job = attempt.job();
        if (attempt.stopped() != null) {
            return stopped(attempt, null);
        }
        if (job.getDeadline() != null && endings.now().isAfter(job.getDeadline())) {
            return expire(attempt);
        }
        return access == Access.PLAIN && job.getStatements().size() > 1
                ? fail(attempt, ErrorCode.NOT_SUPPORTED, ONE_BY_ITSELF)
                : null;
    }

    /** The job's time is over and it is not begun. */
    public TryResult expire(Attempt attempt) {
        JobError error = ErrorCatalog.error(ErrorCode.EXPIRED, "the deadline passed before the job could start");
        return end(attempt, JobState.EXPIRED, error);
    }

    /** The job ends FAILED for a reason found outside the database. */
    public TryResult fail(Attempt attempt, ErrorCode code, @Nullable String message) {
        return end(attempt, JobState.FAILED, ErrorCatalog.error(code, String.valueOf(message)));
    }

    /** The executor itself failed. What it had begun may have taken effect; of a write the ledger knows. */
    public TryResult broken(Attempt attempt, boolean begun, String message) {
        Access access = target.access(attempt.job());
        if (begun && access == Access.PLAIN) {
            return unknown(attempt, message);
        }
        if (begun && access == Access.WRITE) {
            attempt.lostTheCommit();
        }
        return fail(attempt, ErrorCode.INTERNAL, message);
    }

    /** Nobody can say whether the job had an effect. */
    public TryResult unknown(Attempt attempt, String why) {
        return new TryResult.Ended(endings.unknown(attempt, why));
    }

    /** The rows have no place, so that what can be undone is undone. It is not tried again: a full disk is full. */
    private TryResult unkept(Attempt attempt, Access access, String message) {
        return access == Access.PLAIN
                ? unknown(attempt, message)
                : fail(attempt, ErrorCode.RESULT_STORE_UNAVAILABLE, message);
    }

    private TryResult afterFailure(Attempt attempt, Access access, EngineFailure failure) {
        if (attempt.leashed() && failure.code() == ErrorCode.LOCK_TIMEOUT) {
            return timedOut(attempt, failure); // its wait for a lock is cut to the leash
        }
        return switch (failure.remedy()) {
            case NONE ->
                attempt.stopped() != null && failure.code() == ErrorCode.ENGINE_ERROR
                        ? stopped(attempt, failure) // not every driver says of a statement that it was stopped
                        : end(attempt, JobState.FAILED, failure.error());
            case NARROW ->
                access != Access.PLAIN && attempt.fetchCarefully()
                        ? new TryResult.Again(failure.error(), Duration.ZERO)
                        : end(attempt, JobState.FAILED, failure.error());
            case STOPPED -> stopped(attempt, failure);
            case RETRY -> access == Access.PLAIN ? notAgain(attempt, failure) : again(attempt, failure.error());
            case RELEASE -> releasedIfUndone(attempt, access, failure.error());
        };
    }

    /** Its rows go nowhere for now. The producer has waited for long, so that the dispatcher says when it is worth another attempt. */
    private TryResult unsent(Attempt attempt, Access access, String why) {
        return access == Access.PLAIN
                ? unknown(attempt, why)
                : releasedIfUndone(attempt, access, ErrorCatalog.error(ErrorCode.KAFKA_UNAVAILABLE, why));
    }

    /** Others may have it, unless only the ledger can tell whether it has ended. */
    private TryResult releasedIfUndone(Attempt attempt, Access access, JobError why) {
        if (access != Access.WRITE || !attempt.mayHaveRunElsewhere()) {
            return released(attempt, why);
        }
        return attempt.mayHaveCommitted() ? lookUp(attempt, why) : untilAnswered(attempt, why);
    }

    /** A failure worth another try, of a statement that gets none: an error that the server answered is at least known. */
    private TryResult notAgain(Attempt attempt, EngineFailure failure) {
        return failure.sessionLost()
                ? unknown(attempt, "the connection was lost while the statement ran: " + failure.message())
                : end(attempt, JobState.FAILED, failure.error());
    }

    private TryResult stopped(Attempt attempt, @Nullable EngineFailure failure) {
        return switch (attempt.stopped()) {
            case SHUTTING_DOWN, LOST -> new TryResult.Abandoned();
            case CANCELLED ->
                end(attempt, JobState.CANCELLED, ErrorCatalog.error(ErrorCode.CANCELLED, "cancelled on request"));
            case TIMED_OUT -> timedOut(attempt, failure);
            case null ->
                failure != null && early(attempt)
                        ? end(attempt, JobState.FAILED, endedByOthers(failure))
                        : timedOut(attempt, failure);
        };
    }

    /** Long before any time-out of ours, it was somebody else who stopped the statement. */
    private static boolean early(Attempt attempt) {
        return attempt.runningNanos() < attempt.timeLimit().dividedBy(2).toNanos();
    }

    private static JobError endedByOthers(EngineFailure failure) {
        String message = "ended by the server or its administrator: " + failure.message();
        return ErrorCatalog.error(ErrorCode.ENGINE_ERROR, message, failure.sqlState(), null);
    }

    private TryResult timedOut(Attempt attempt, @Nullable EngineFailure failure) {
        if (attempt.leashed()) {
            String message = "ran longer than the %d ms that a read has on the %s lane"
                    .formatted(attempt.job().getLeashMillis(), attempt.job().getLane());
            return released(attempt, ErrorCatalog.error(ErrorCode.LEASH_OVERRUN, message));
        }
        String message = "stopped after its time-out of " + attempt.job().getTimeoutMillis()
                + " ms: ask for less or allow more time";
        String sqlState = failure == null ? null : failure.sqlState();
        return end(attempt, JobState.FAILED, ErrorCatalog.error(ErrorCode.TIMEOUT, message, sqlState, null));
    }

    /** A job that has not begun here goes to another executor, unless it may have begun elsewhere. */
    public TryResult giveBack(Attempt attempt) {
        boolean effect = target.access(attempt.job()) != Access.READ;
        String message = "the executor it came to stops; it goes to another one";
        return effect && attempt.mayHaveRunElsewhere()
                ? new TryResult.Abandoned()
                : released(attempt, ErrorCatalog.error(ErrorCode.EXECUTOR_STOPPING, message));
    }

    private TryResult released(Attempt attempt, JobError why) {
        return new TryResult.Released(why, endings.times(attempt));
    }

    /** Once more here, or no more: then the dispatcher says whether the job has ended, unless only the ledger can tell. */
    private TryResult again(Attempt attempt, JobError why) {
        if (attempt.mayHaveCommitted()) {
            return lookUp(attempt, why);
        }
        if (attempt.stopped() != null) {
            return stopped(attempt, null);
        }
        if (attempt.tries() <= limits.retries()) {
            return afterPause(attempt, why);
        }
        String message = "failed " + attempt.tries() + " times, last with " + why.getCode() + ": " + why.getMessage();
        JobError exhausted = ErrorCatalog.error(ErrorCode.RETRY_EXHAUSTED, message, why.getSqlState(), null);
        return target.access(attempt.job()) == Access.WRITE && attempt.mayHaveRunElsewhere()
                ? end(attempt, JobState.FAILED, exhausted)
                : released(attempt, exhausted);
    }

    private TryResult afterPause(Attempt attempt, JobError why) {
        return new TryResult.Again(
                why, limits.pauseAfter(attempt.tries(), why.getCode(), RandomGenerator.getDefault()));
    }

    /** The answer to its commit was lost, and the ledger knows: it is asked for as long as a server takes to come back. */
    private TryResult lookUp(Attempt attempt, JobError why) {
        if (leaves(attempt)) {
            return new TryResult.Abandoned();
        }
        return limits.mayLookUp(attempt.tries())
                ? afterPause(attempt, why)
                : unknown(attempt, "the answer to the commit was lost and the ledger cannot be read");
    }

    /** Only the ledger can tell what an execution before did, and it cannot be asked: that costs no try, and the job stays until it can. */
    private TryResult untilAnswered(Attempt attempt, JobError why) {
        if (leaves(attempt)) {
            return new TryResult.Abandoned();
        }
        attempt.forgive();
        return new TryResult.Again(why, limits.pauseWhileDown(RandomGenerator.getDefault()));
    }

    private static boolean leaves(Attempt attempt) {
        return attempt.stopped() == Stop.SHUTTING_DOWN || attempt.stopped() == Stop.LOST;
    }

    /** Ends a job that had no effect here. If it may have had one elsewhere, the ledger has the last word. */
    private TryResult end(Attempt attempt, JobState state, JobError error) {
        QueryReply ending = endings.ended(attempt, state, error);
        if (target.access(attempt.job()) != Access.WRITE || !attempt.mayHaveRunElsewhere()) {
            return new TryResult.Ended(ending);
        }
        try {
            return ledgered.conclude(attempt, ending);
        } catch (FailedTryException unreadable) {
            EngineFailure failure = unreadable.failure();
            if (attempt.mayHaveCommitted()) {
                return lookUp(attempt, failure.error());
            }
            boolean begun = attempt.tries() > 0;
            if (failure.remedy() == Remedy.RELEASE || (failure.remedy() == Remedy.RETRY && !begun)) {
                return untilAnswered(attempt, failure.error());
            }
            return begun && attempt.tries() <= limits.retries()
                    ? afterPause(attempt, failure.error())
                    : unknown(attempt, "the job may have run before and the ledger cannot be read");
        }
    }
}
