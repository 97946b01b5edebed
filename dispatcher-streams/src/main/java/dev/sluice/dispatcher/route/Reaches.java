package dev.sluice.dispatcher.route;

import dev.sluice.dispatcher.job.Demand.Reach;
import dev.sluice.dispatcher.job.Traits;
import java.util.HashSet;
import java.util.Set;

/** Which tables a job may touch, as far as its text says. */
final class Reaches {
    private Reaches() {}

    static Reach of(Traits traits) {
        boolean procedure = switch (traits.kind()) {
            case CALL, OTHER, COPY -> true;
            default -> false;
        };
        if (procedure || !traits.touched().parsed()) {
            return Reach.EVERYTHING;
        }
        Set<String> tables = new HashSet<>(traits.touched().read());
        tables.addAll(traits.touched().written());
        return new Reach(tables, true);
    }
}
