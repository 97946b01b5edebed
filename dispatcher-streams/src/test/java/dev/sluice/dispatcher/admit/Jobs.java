package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.job.Asked;
import dev.sluice.dispatcher.job.Demand;
import dev.sluice.dispatcher.job.Demand.Reach;
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
import org.jspecify.annotations.Nullable;

/** Waiting jobs for tests of admission, one after another; what is not said is usual. */
final class Jobs {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private long sequence;
    private String tenant = "acme";
    private String principal = "ann";
    private Lane lane = Lane.FAST;
    private Priority priority = Priority.NORMAL;
    private Instant accepted = START;
    private @Nullable Instant notBefore;
    private @Nullable Instant deadline;
    private StatementClass statementClass = StatementClass.READ;
    private double cost = 1;
    private long bytes;
    private Reach reach = Reach.NOTHING;
    private @Nullable String session;

    Jobs of(String tenant, String principal) {
        this.tenant = tenant;
        this.principal = principal;
        return this;
    }

    Jobs on(Lane lane, Priority priority) {
        this.lane = lane;
        this.priority = priority;
        return this;
    }

    Jobs at(Instant accepted) {
        this.accepted = accepted;
        return this;
    }

    Jobs between(@Nullable Instant notBefore, @Nullable Instant deadline) {
        this.notBefore = notBefore;
        this.deadline = deadline;
        return this;
    }

    Jobs doing(StatementClass statementClass, String... tables) {
        this.statementClass = statementClass;
        this.reach = new Reach(Set.of(tables), true);
        return this;
    }

    Jobs doingAnything(StatementClass statementClass) {
        this.statementClass = statementClass;
        this.reach = Reach.EVERYTHING;
        return this;
    }

    Jobs costing(double cost, long bytes) {
        this.cost = cost;
        this.bytes = bytes;
        return this;
    }

    Jobs in(@Nullable String session) {
        this.session = session;
        return this;
    }

    LiveJob next() {
        var demand = new Demand(statementClass, cost, bytes, reach, session, "");
        return new LiveJob(
                new JobKey("shop", tenant, "job-" + sequence),
                JobState.QUEUED,
                Tries.NONE,
                new Place(lane, priority, sequence++, demand),
                new Times(accepted, accepted, notBefore, deadline),
                new Asked(principal, "", "sluice.replies", null, null),
                ByteBuffer.allocate(0));
    }
}
