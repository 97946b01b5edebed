package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.line.LaneQueue.Ahead;
import dev.sluice.dispatcher.line.Scheduled;
import dev.sluice.message.LimitCheck;
import dev.sluice.message.StatementClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Tells a job's standing: every limit that applies to it, in the order in which they are looked at. */
final class LookAround {
    private final Scheduled job;
    private final Backlog backlog;
    private final Limits limits;
    private final List<LimitCheck> checks = new ArrayList<>();
    private String waitsFor = "";

    LookAround(Scheduled job, Backlog backlog, Limits limits) {
        this.job = job;
        this.backlog = backlog;
        this.limits = limits;
    }

    Standing standing(int slots, Ahead ahead) {
        leases(slots);
        session();
        tables();
        if (waitsFor.isEmpty() && ahead.jobs() > 0) {
            waitsFor = "its turn";
        }
        double millis = Math.min(ahead.millis() / Math.max(1, slots), Integer.MAX_VALUE);
        return new Standing(
                checks, waitsFor, ahead.jobs(), ahead instanceof Ahead.Counted, Duration.ofMillis((long) millis));
    }

    private void leases(int slots) {
        Leases leases = backlog.leases();
        String database = job.key().database();
        String tenant = database + "/" + job.tenant();
        String person = tenant + "/" + job.principal();
        StatementClass what = job.demand().statementClass();
        int running = leases.ofPrincipal(job.tenant(), job.principal());
        count("slots x prefetch", database + "/" + job.lane(), leases.ofLane(job.lane()), slots, this::slot);
        own("tenant", tenant, leases.ofTenant(job.tenant()), limits.tenant(), () -> "a job of tenant " + job.tenant());
        own("principal", person, running, limits.principal(), () -> "a job of " + job.principal());
        memory(tenant, leases);
        own("class", database + "/" + what, leases.ofClass(what), limits.of(what), () -> "another " + what);
    }

    private String slot() {
        return "a slot of the " + job.lane() + " lane of " + job.key().database();
    }

    private void own(String name, String key, long used, long limit, Supplier<String> waitsForIt) {
        if (limit > 0) {
            count(name, key, used, limit, () -> waitsForIt.get() + " to end");
        }
    }

    private void count(String name, String key, long used, long limit, Supplier<String> waitsForIt) {
        check(name, key, used, limit, used < limit, waitsForIt);
    }

    private void memory(String tenant, Leases leases) {
        long limit = limits.resultMemory();
        if (limit > 0) {
            long used = leases.bytesOf(job.tenant());
            boolean fits = used + Math.min(job.demand().resultBytes(), limit) <= limit;
            check(
                    "result memory",
                    tenant,
                    used,
                    limit,
                    fits,
                    () -> "results of tenant " + job.tenant() + " to be sent");
        }
    }

    private void session() {
        String session = job.demand().session();
        if (session != null) {
            int before = backlog.sessions().before(job);
            check("session", session, before, 1, before == 0, () -> "the job before it in session " + session);
        }
    }

    private void tables() {
        String database = job.key().database();
        JobKey claimer = backlog.claims().claimedBy(job);
        if (claimer != null) {
            check("tables", database, 1, 1, false, () -> "job " + claimer.jobId() + ", which changes a table it uses");
        } else if (job.demand().exclusive()) {
            int users = backlog.claims().inUseBy(job.demand().reach());
            check("tables", database, users, 1, users == 0, () -> "the jobs on its tables to end");
        }
    }

    private void check(String name, String key, long used, long limit, boolean allowed, Supplier<String> waitsForIt) {
        checks.add(new LimitCheck(name, key, used, limit, allowed));
        if (!allowed && waitsFor.isEmpty()) {
            waitsFor = waitsForIt.get();
        }
    }
}
