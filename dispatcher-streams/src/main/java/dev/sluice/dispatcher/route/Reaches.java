package dev.sluice.dispatcher.route;

import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.job.Demand.Reach;
import dev.sluice.dispatcher.job.Traits;
import dev.sluice.dispatcher.lex.Dialect;
import dev.sluice.dispatcher.policy.ObjectSpace;
import java.util.HashSet;
import java.util.Set;

/** Which tables a job may touch, in normal form, as far as its text says. */
final class Reaches {
    private static final int MOST = 200;
    private static final int LONGEST = 300;

    private Reaches() {}

    static Reach of(Traits traits, Database database) {
        boolean procedure = switch (traits.kind()) {
            case CALL, OTHER, COPY -> true;
            default -> false;
        };
        if (procedure || !traits.touched().parsed()) {
            return Reach.EVERYTHING;
        }
        var space = new ObjectSpace(database.name(), Dialect.of(database.engine()), database.defaultSchema());
        Set<String> tables = new HashSet<>();
        traits.touched().read().forEach(table -> tables.add(space.normal(table)));
        traits.touched().written().forEach(table -> tables.add(space.normal(table)));
        // They are stored with every waiting job, so there must be an end to them.
        boolean few = tables.size() <= MOST && tables.stream().allMatch(table -> table.length() <= LONGEST);
        return few ? new Reach(tables, true) : Reach.EVERYTHING;
    }
}
