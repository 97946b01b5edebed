package dev.sluice.executor.outcome;

import dev.sluice.executor.publish.PlainProducer;
import dev.sluice.executor.take.Delivery;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.QueryJob;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalDouble;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on the way to an end, outside transactions and on best effort: nobody decides by them. Whoever tells waits for nothing: they are
 * sent by a thread of their own, and dropped when too many wait for a broker that stalls. Thread-safe.
 */
public final class ProgressEvents {
    private static final Logger log = LoggerFactory.getLogger(ProgressEvents.class);

    private static final int MOST_WAITING = 1_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final PlainProducer producer;
    private final OutcomeRecords records;
    private final Outcomes outcomes;
    private final InstantSource clock;
    private final ThreadPoolExecutor sender;

    public ProgressEvents(PlainProducer producer, OutcomeRecords records, Outcomes outcomes, InstantSource clock) {
        this.producer = producer;
        this.records = records;
        this.outcomes = outcomes;
        this.clock = clock;
        this.sender = new ThreadPoolExecutor(
                0,
                1,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("sluice-progress-", 0).factory(),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    public void running(Delivery delivery, QueryJob job) {
        tell(delivery, outcomes.running(job, clock.instant()));
    }

    /** So many rows have been read so far. */
    public void rows(Delivery delivery, QueryJob job, long rows) {
        tell(delivery, outcomes.progress(job, rows, clock.instant()));
    }

    /** The statement is so far, as its server tells. */
    public void statement(Delivery delivery, QueryJob job, String phase, OptionalDouble percent) {
        tell(delivery, outcomes.progress(job, phase, percent, clock.instant()));
    }

    public void retrying(Delivery delivery, QueryJob job, JobError why) {
        tell(delivery, outcomes.retrying(job, why, clock.instant()));
    }

    /** Sends what was told, unless that takes long. */
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Delivery delivery, JobEvent event) {
        sender.execute(() -> send(delivery, event));
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
