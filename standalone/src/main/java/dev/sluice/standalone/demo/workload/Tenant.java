package dev.sluice.standalone.demo.workload;

import dev.sluice.message.Priority;
import java.util.Locale;

/** The three who share the databases, each with the priority its work deserves. */
public enum Tenant {
    CHECKOUT(Priority.HIGH),
    ANALYTICS(Priority.NORMAL),
    NIGHTLY(Priority.LOW);

    private final Priority priority;

    Tenant(Priority priority) {
        this.priority = priority;
    }

    public Priority priority() {
        return priority;
    }

    /** The name in requests. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Deals work out in turn. */
    static Tenant inTurn(int number) {
        return values()[number % values().length];
    }
}
