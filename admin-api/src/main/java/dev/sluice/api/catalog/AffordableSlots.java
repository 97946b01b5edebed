package dev.sluice.api.catalog;

import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.Lane;
import dev.sluice.message.LaneOrder;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Orders for slots beside the connections that a database may have, judged as the dispatcher judges the newest order: the other lanes keep
 * what older orders gave them, or what is defined, also while they are paused. The dispatcher has the last word, since of two calls at once each may be the newest.
 */
public final class AffordableSlots implements Feasibility<LaneOrder> {
    private final Function<String, Optional<DatabaseDefinition>> databases;

    public AffordableSlots(Function<String, Optional<DatabaseDefinition>> databases) {
        this.databases = databases;
    }

    @Override
    public Verdict of(LaneOrder order, Collection<LaneOrder> published, Instant now) {
        Optional<DatabaseDefinition> database = databases.apply(order.getDatabase());
        if (database.isEmpty()) {
            return new Verdict(
                    List.of(),
                    List.of("database " + order.getDatabase()
                            + " is not known here: nobody obeys the order before it is defined, and then maybe not, if it"
                            + " asks for more slots than the database may have connections"));
        }
        Integer slots = order.getSlots();
        int most = database.get().getMaxConnections();
        if (slots == null || most == 0) {
            return Verdict.FEASIBLE;
        }
        int others = others(database.get(), order, published, now);
        return slots + others <= most
                ? Verdict.FEASIBLE
                : new Verdict(
                        List.of(
                                ("slots: %d and the %d of the other lanes are more than the %d connections that %s may have;"
                                                + " order at most %d, or raise its maxConnections")
                                        .formatted(
                                                slots, others, most, order.getDatabase(), Math.max(0, most - others))),
                        List.of());
    }

    private static int others(
            DatabaseDefinition database, LaneOrder order, Collection<LaneOrder> published, Instant now) {
        return database.getLaneSlots().entrySet().stream()
                .filter(lane -> !lane.getKey().equals(name(order.getLane())))
                .mapToInt(lane -> published.stream()
                        .filter(other -> other.getDatabase().equals(order.getDatabase())
                                && name(other.getLane()).equals(lane.getKey())
                                && stands(other, now))
                        .findFirst()
                        .map(other -> given(other, lane.getValue()))
                        .orElse(lane.getValue()))
                .sum();
    }

    private static boolean stands(LaneOrder order, Instant now) {
        return order.getExpiresAt() == null || order.getExpiresAt().isAfter(now);
    }

    private static int given(LaneOrder order, int defined) {
        return order.getSlots() == null ? defined : order.getSlots();
    }

    private static String name(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT);
    }
}
