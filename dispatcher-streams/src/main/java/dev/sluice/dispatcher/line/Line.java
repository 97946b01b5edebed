package dev.sluice.dispatcher.line;

import dev.sluice.message.StatementClass;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one lane and band that are ready. Those with a deadline come first, the nearest before the others, unless their tenant
 * is far ahead of its share; then tenants take turns, the principals of a tenant take its turns, and the jobs of a principal keep
 * their order of arrival. Every turn is charged, also one that a deadline brought about. Not thread-safe.
 */
final class Line {
    private static final StatementClass[] CLASSES = StatementClass.values();

    private final Held held;
    private final Shared<Shared<OwnJobs>> tenants;

    Line(Held held) {
        this.held = held;
        this.tenants = new Shared<>(Scheduled::tenant, this::tenant, held::tenant);
    }

    private Line(Held held, Shared<Shared<OwnJobs>> tenants) {
        this.held = held;
        this.tenants = tenants;
    }

    Line fork() {
        return new Line(held, tenants.fork(tenant -> tenant.fork(OwnJobs::fork)));
    }

    private Shared<OwnJobs> tenant(String tenant) {
        return new Shared<>(
                Scheduled::principal, none -> new OwnJobs(), principal -> held.principal(tenant, principal));
    }

    /** All its jobs, whether they may go or not. */
    Part.Load load() {
        return tenants.load();
    }

    /** About how many go before this one, which may be a newcomer. */
    Part.Load before(Scheduled job) {
        return tenants.before(job);
    }

    boolean isEmpty() {
        return tenants.empty();
    }

    void add(Scheduled job) {
        var unused = tenants.add(job);
    }

    /** Takes a job out, whatever its place; answers false if it is not here. */
    boolean remove(Scheduled job) {
        return tenants.remove(job);
    }

    /** Charges tenant and principal with the turn of a job. */
    void charge(Scheduled job) {
        tenants.charge(job, job.demand().cost());
    }

    /** A turn took longer, or less long, than predicted. */
    void settle(Scheduled job, double difference) {
        tenants.settle(job, difference);
    }

    /** Who is held has changed for the tenant and principal of this job. */
    void reseat(Scheduled job) {
        Shared<OwnJobs> tenant = tenants.part(job.tenant());
        if (tenant != null) {
            tenant.seatEverywhere(job.principal());
            tenants.seatEverywhere(job.tenant());
        }
    }

    /** Who is held has changed for this tenant and any of its principals. */
    void reseat(String tenant) {
        Shared<OwnJobs> shared = tenants.part(tenant);
        if (shared != null) {
            shared.seatAll();
            tenants.seatEverywhere(tenant);
        }
    }

    /** The next job of a class that is not held, or null. */
    @Nullable
    Scheduled first() {
        Ring.Seat best = null;
        StatementClass first = null;
        for (StatementClass statementClass : CLASSES) {
            Ring.Seat seat = held.statementClass(statementClass) ? null : tenants.firstSeat(statementClass);
            if (seat != null && (best == null || first == null || before(seat, statementClass, best, first))) {
                best = seat;
                first = statementClass;
            }
        }
        return first == null ? null : tenants.first(first);
    }

    private boolean before(Ring.Seat seat, StatementClass statementClass, Ring.Seat best, StatementClass first) {
        int bySeat = seat.compareTo(best);
        return bySeat < 0 || (bySeat == 0 && beforeInTenant(seat.member(), statementClass, first));
    }

    /** One tenant is first in both classes: its principals take its turns, and what one of them sent keeps its order. */
    private boolean beforeInTenant(String tenant, StatementClass statementClass, StatementClass first) {
        Shared<OwnJobs> principals = tenants.part(tenant);
        Ring.Seat seat = principals == null ? null : principals.firstSeat(statementClass);
        Ring.Seat best = principals == null ? null : principals.firstSeat(first);
        if (principals == null || seat == null || best == null || !seat.equals(best)) {
            return seat != null && best != null && seat.compareTo(best) < 0;
        }
        Scheduled job = principals.first(statementClass);
        Scheduled other = principals.first(first);
        return job != null
                && other != null
                && job.place().sequence() < other.place().sequence();
    }
}
