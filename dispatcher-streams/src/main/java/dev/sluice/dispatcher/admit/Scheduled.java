package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.Place;
import dev.sluice.dispatcher.job.Times;

/** As much of a job as the schedule needs: a million of them must fit in memory, so the request stays in the store. */
record Scheduled(JobKey key, String principal, Place place, Times times) {
    LaneKey lane() {
        return new LaneKey(key.database(), place.lane());
    }
}
