package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.admit.Schedule;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.remember.Parking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What time alone brings about: deadlines, starts, retries, ageing and second looks. In bounded batches, so that a sweep after a long
 * stall delays nobody; what is left over comes with the next one.
 */
final class Sweep {
    static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration SECOND_LOOK_EVERY = Duration.ofSeconds(1);
    private static final int BATCH = 256;
    private static final int MOST_ADMISSIONS = 1_000;

    private final Schedule schedule;
    private final Duration ageAfter;
    private final Look look;
    private final Parking parking;
    private final Desk desk;
    private final Upkeep upkeep;
    private Instant nextSecondLook = Instant.EPOCH;

    Sweep(Schedule schedule, Duration ageAfter, Look look, Parking parking, Desk desk, Upkeep upkeep) {
        this.schedule = schedule;
        this.ageAfter = ageAfter;
        this.look = look;
        this.parking = parking;
        this.desk = desk;
        this.upkeep = upkeep;
    }

    void run(Instant now) {
        for (JobKey overdue : schedule.overdue(now, BATCH)) {
            desk.expire(overdue, now);
        }
        look.at(now);
        schedule.pass(now, ageAfter, BATCH);
        List<String> databases = schedule.databasesWithWork();
        for (String database : databases) {
            desk.admitNext(database, Math.max(1, MOST_ADMISSIONS / databases.size()), now);
        }
        if (now.isAfter(nextSecondLook)) {
            nextSecondLook = now.plus(SECOND_LOOK_EVERY);
            for (Parking.Parked parked : parking.first(BATCH)) {
                if (desk.retry(parked.received(), now)) {
                    parking.leave(parked);
                }
            }
            schedule.reconsider();
            upkeep.run(now);
        }
    }
}
