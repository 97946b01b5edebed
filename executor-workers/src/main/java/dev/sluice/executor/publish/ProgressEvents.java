package dev.sluice.executor.publish;

import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.QueryJob;
import java.time.InstantSource;
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

    public void running(QueryJob job) {
        send(outcomes.running(job, clock.instant()));
    }

    public void retrying(QueryJob job, JobError why) {
        send(outcomes.retrying(job, why, clock.instant()));
    }

    private void send(JobEvent event) {
        try {
            Future<?> unused = producer.send(records.event(event));
        } catch (RuntimeException unsent) {
            log.atDebug()
                    .addKeyValue("jobId", event.getJobId())
                    .setCause(unsent)
                    .log("A progress event was not sent");
        }
    }
}
