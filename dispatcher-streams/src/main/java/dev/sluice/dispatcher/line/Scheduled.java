package dev.sluice.dispatcher.line;

import dev.sluice.dispatcher.job.Demand;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.job.Place;
import dev.sluice.dispatcher.job.Times;
import dev.sluice.message.Lane;
import dev.sluice.message.StatementClass;
import java.time.Instant;

/** As much of a job as standing in line needs: a million of them must fit in memory, so the request stays in the store. */
public record Scheduled(JobKey key, String principal, Place place, Times times) {
    public static Scheduled of(LiveJob job) {
        return new Scheduled(job.key(), job.asked().principal(), job.place(), job.times());
    }

    public String tenant() {
        return key.tenant();
    }

    public Lane lane() {
        return place.lane();
    }

    public LaneKey laneKey() {
        return new LaneKey(key.database(), place.lane());
    }

    public Demand demand() {
        return place.demand();
    }

    StatementClass statementClass() {
        return place.demand().statementClass();
    }

    /** The deadline in milliseconds, or the end of time. */
    long urgency() {
        Instant deadline = times.deadline();
        return deadline == null ? Ring.NOT_URGENT : deadline.toEpochMilli();
    }
}
