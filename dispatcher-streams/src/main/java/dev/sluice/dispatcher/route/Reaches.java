package dev.sluice.dispatcher.route;

import dev.sluice.dispatcher.classify.Analysis;
import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.job.Demand.Reach;
import dev.sluice.dispatcher.policy.ObjectSpace;
import dev.sluice.dispatcher.touch.Touched;
import dev.sluice.message.StatementClass;
import dev.sluice.schemas.lex.Dialect;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which tables a job may touch, in normal form, if the texts of all its statements say; a user's own function may touch any. */
final class Reaches {
    private static final int MOST = 200;
    private static final int LONGEST = 300;

    private Reaches() {}

    static Reach of(List<Analysis> statements, Database database) {
        if (statements.stream().anyMatch(Reaches::hidden)) {
            return Reach.EVERYTHING;
        }
        var space = new ObjectSpace(database.name(), Dialect.of(database.engine()), database.defaultSchema());
        Set<String> tables = new HashSet<>();
        for (Analysis statement : statements) {
            statement.touched().read().forEach(table -> tables.add(space.normal(table)));
            statement.touched().written().forEach(table -> tables.add(space.normal(table)));
        }
        // They are stored with every waiting job, so there must be an end to them.
        boolean few = tables.size() <= MOST && tables.stream().allMatch(table -> table.length() <= LONGEST);
        return few ? new Reach(tables, true) : Reach.EVERYTHING;
    }

    /** Whether there may be tables that are not in the text. */
    private static boolean hidden(Analysis statement) {
        Touched touched = statement.touched();
        return !touched.parsed() || aboutOther(statement) || !KnownFunctions.all(touched.functions());
    }

    /** Procedures, files, whole schemas, whatever a definition is about; or all tables, as none is named. */
    private static boolean aboutOther(Analysis statement) {
        Touched touched = statement.touched();
        StatementClass does = statement.statementClass();
        boolean namesNone = touched.read().isEmpty() && touched.written().isEmpty();
        return switch (statement.kind()) {
            case CALL, OTHER, COPY, CREATE_OTHER, DROP_OTHER, ALTER_OTHER -> true;
            default -> namesNone && (does == StatementClass.DDL || does == StatementClass.MAINTENANCE);
        };
    }
}
