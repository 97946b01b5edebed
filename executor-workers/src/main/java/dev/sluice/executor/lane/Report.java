package dev.sluice.executor.lane;

import dev.sluice.executor.outcome.OutcomeRecords;
import dev.sluice.executor.outcome.Outcomes;
import dev.sluice.executor.poison.StartHistory;
import dev.sluice.executor.take.Delivery;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.ExecutionMetrics;
import dev.sluice.message.JobError;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.schemas.job.ErrorCatalog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the rest of Sluice is told of the jobs of one lane worker. Thread-safe. */
final class Report {
    private static final Logger log = LoggerFactory.getLogger(Report.class);

    private final OutcomeRecords records;
    private final Outcomes outcomes;
    private final StartHistory history;
    private final InstantSource clock;

    Report(OutcomeRecords records, Outcomes outcomes, StartHistory history, InstantSource clock) {
        this.history = history;
        this.records = records;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** The job ended: reply, terminal event, and a dead letter if an operator has to look at it. */
    List<ProducerRecord<String, byte[]>> ended(Delivery delivery, QueryJob job, String replyTo, QueryReply outcome) {
        List<ProducerRecord<String, byte[]>> all = new ArrayList<>(3);
        all.add(records.reply(delivery, replyTo, outcome));
        all.add(records.event(delivery, outcomes.terminal(job, outcome)));
        JobError error = outcome.getError();
        if (error != null && error.getCode() == ErrorCode.RETRY_EXHAUSTED) {
            all.add(records.deadLetter(delivery, job, error, true));
        } else if (error != null && error.getCode() == ErrorCode.POISON) {
            all.add(records.poison(delivery, job, error, history.of(job)));
        }
        return all;
    }

    /** The job goes back to the dispatcher. */
    List<ProducerRecord<String, byte[]>> released(
            Delivery delivery, QueryJob job, JobError why, @Nullable ExecutionMetrics times) {
        return List.of(records.event(delivery, outcomes.released(job, why, times, clock.instant())));
    }

    /** The job is for a database that we do not have. Another executor may; of a change that may have begun there, nobody can be asked here. */
    List<ProducerRecord<String, byte[]>> misdirected(Delivery delivery, QueryJob job, String why) {
        boolean mayHaveRun = delivery.mayHaveRunBefore() || delivery.starts() > 0;
        if (!mayHaveRun || job.getStatementClass() == StatementClass.READ) {
            return released(delivery, job, ErrorCatalog.error(ErrorCode.UNKNOWN_DATABASE, why), null);
        }
        String message = "it may have run before, and " + why + ": look at the data before asking again";
        JobError error = ErrorCatalog.error(ErrorCode.OUTCOME_UNKNOWN, message);
        String resultId = UUID.randomUUID().toString();
        QueryReply unknown = outcomes.ended(job, resultId, JobState.UNKNOWN, error, null, clock.instant());
        return ended(delivery, job, job.getReplyTo(), unknown);
    }

    /** The record is no job of ours. */
    List<ProducerRecord<String, byte[]>> refused(Delivery delivery, JobError error) {
        log.atWarn()
                .addKeyValue("topic", delivery.record().topic())
                .addKeyValue("partition", delivery.record().partition())
                .addKeyValue("offset", delivery.record().offset())
                .addKeyValue("errorCode", error.getCode())
                .log("A record of the jobs topic was refused and becomes a dead letter");
        return List.of(records.deadLetter(delivery, null, error, false));
    }
}
