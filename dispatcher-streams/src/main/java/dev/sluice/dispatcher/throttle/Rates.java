package dev.sluice.dispatcher.throttle;

import dev.sluice.message.StatementClass;
import java.util.Map;

/** The rates of one database: of each tenant, of each principal of a tenant, and of each class of statements whoever sends them. */
public record Rates(Rate tenant, Rate principal, Map<StatementClass, Rate> classes) {
    /** No limit at all. */
    public static final Rates UNLIMITED = new Rates(Rate.UNLIMITED, Rate.UNLIMITED, Map.of());

    public Rates {
        classes = Map.copyOf(classes);
    }

    Rate of(StatementClass statementClass) {
        return classes.getOrDefault(statementClass, Rate.UNLIMITED);
    }
}
