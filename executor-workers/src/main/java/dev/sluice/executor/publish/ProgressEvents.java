package dev.sluice.executor.publish;

import dev.sluice.executor.outcome.OutcomeRecords;
import dev.sluice.executor.outcome.Outcomes;
import dev.sluice.executor.take.Delivery;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.QueryJob;
import java.time.InstantSource;
import java.util.OptionalDouble;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events on the way to an end, outside transactions and on best effort: nobody decides by them. Thread-safe. */
public final class ProgressEvents {
    private static final Logger log = LoggerFactory.getLogger(ProgressEvents.class);

    private final PlainProducer producer;
    private final OutcomeRecords records;
    private final Outcomes outcomes;
    private final InstantSource clock;

    public ProgressEvents(PlainProducer producer, OutcomeRecords records, Outcomes outcomes, InstantSource clock) {
        this.producer = producer;
        this.records = records;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    public void running(Delivery delivery, QueryJob job) {
        send(delivery, outcomes.running(job, clock.instant()));
    }

    /** So many rows have been read so far. */
    public void rows(Delivery delivery, QueryJob job, long rows) {
        send(delivery, outcomes.progress(job, rows, clock.instant()));
    }

    /** The statement is so far, as its server tells. */
    public void statement(Delivery delivery, QueryJob job, String phase, OptionalDouble percent) {
        send(delivery, outcomes.progress(job, phase, percent, clock.instant()));
    }

    public void retrying(Delivery delivery, QueryJob job, JobError why) {
        send(delivery, outcomes.retrying(job, why, clock.instant()));
    }

    private void send(Delivery delivery, JobEvent event) {
        try {
            Future<?> unused = producer.send(records.event(delivery, event));
        } catch (RuntimeException unsent) {
            log.atDebug()
                    .addKeyValue("jobId", event.getJobId())
                    .setCause(unsent)
                    .log("A progress event was not sent");
        }
    }
}
