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
    private int size;
    private double cost;

    Line(Held held) {
        this.held = held;
        this.tenants = new Shared<>(Scheduled::tenant, this::tenant, held::tenant);
    }

    private Shared<OwnJobs> tenant(String tenant) {
        return new Shared<>(
                Scheduled::principal, none -> new OwnJobs(), principal -> held.principal(tenant, principal));
    }

    int size() {
        return size;
    }

    /** What all of them together are predicted to take, milliseconds. */
    double cost() {
        return size == 0 ? 0 : cost;
    }

    void add(Scheduled job) {
        if (tenants.add(job)) {
            size++;
            cost += job.demand().cost();
        }
    }

    /** Takes a job out, whatever its place; answers false if it is not here. */
    boolean remove(Scheduled job) {
        boolean removed = tenants.remove(job);
        if (removed) {
            size--;
            cost -= job.demand().cost();
        }
        return removed;
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
        Scheduled first = null;
        for (StatementClass statementClass : CLASSES) {
            Ring.Seat seat = held.statementClass(statementClass) ? null : tenants.firstSeat(statementClass);
            if (seat != null && (best == null || seat.compareTo(best) < 0)) {
                best = seat;
                first = tenants.first(statementClass);
            }
        }
        return first;
    }
}
