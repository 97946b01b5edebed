package dev.sluice.benchmarks.dispatch;

import dev.sluice.dispatcher.job.Asked;
import dev.sluice.dispatcher.job.Demand;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.job.Place;
import dev.sluice.dispatcher.job.Times;
import dev.sluice.dispatcher.job.Tries;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.StatementClass;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Jobs as the dispatcher keeps them while they wait: each of strings of its own, as if read from the store. */
final class WaitingJobs {
    static final String DATABASE = "shop";
    private static final ByteBuffer NO_REQUEST = ByteBuffer.allocate(0);

    private final double costMillis;
    private long sequence;

    WaitingJobs(double costMillis) {
        this.costMillis = costMillis;
    }

    LiveJob next(String tenant, String principal, Priority priority, Instant now) {
        long number = sequence++;
        var reach = new Demand.Reach(Set.of("public.orders"), true);
        var demand = new Demand(StatementClass.READ, costMillis, 1 << 20, reach, null, "00ff00ff00ff00ff");
        return new LiveJob(
                new JobKey(copy(DATABASE), copy(tenant), new UUID(number, ~number).toString()),
                JobState.QUEUED,
                Tries.NONE,
                new Place(Lane.FAST, priority, number, demand),
                new Times(now, now, null, null),
                new Asked(copy(principal), "", "sluice.replies", null, null),
                NO_REQUEST);
    }

    private static String copy(String text) {
        return new String(text.toCharArray());
    }
}
