package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.admit.LaneKey;
import dev.sluice.dispatcher.admit.Schedule;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.remember.JobBook;
import dev.sluice.dispatcher.remember.Parking;
import java.time.Duration;
import java.time.Instant;

/**
 * What time alone brings about: deadlines, starts, retries, second looks and forgetting. In bounded batches, so that a sweep after a
 * long stall delays nobody; what is left over comes with the next one.
 */
final class Sweep {
    static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration SECOND_LOOK_EVERY = Duration.ofSeconds(1);
    private static final int BATCH = 256;
    /** Above what can end between two sweeps, or the window would grow without end. */
    private static final int FORGET_BATCH = 5_000;

    private final JobBook book;
    private final Schedule schedule;
    private final Parking parking;
    private final Desk desk;
    private final DispatchRecords records;
    private Instant nextSecondLook = Instant.EPOCH;

    Sweep(JobBook book, Schedule schedule, Parking parking, Desk desk, DispatchRecords records) {
        this.book = book;
        this.schedule = schedule;
        this.parking = parking;
        this.desk = desk;
        this.records = records;
    }

    void run(Instant now) {
        for (JobKey overdue : schedule.overdue(now, BATCH)) {
            desk.expire(overdue, now);
        }
        schedule.wake(now, BATCH);
        for (LaneKey lane : schedule.lanesWithWork()) {
            desk.admitNext(lane, now);
        }
        if (now.isAfter(nextSecondLook)) {
            nextSecondLook = now.plus(SECOND_LOOK_EVERY);
            for (Parking.Parked parked : parking.first(BATCH)) {
                if (records.retry(parked.received(), now)) {
                    parking.leave(parked);
                }
            }
            book.forgetOld(now, FORGET_BATCH);
        }
    }
}
