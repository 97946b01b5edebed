package dev.sluice.dispatcher.policy;

import dev.sluice.dispatcher.classify.Analysis;
import dev.sluice.dispatcher.policy.ObjectSpace.Named;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import java.util.List;
import java.util.SortedSet;

/**
 * What one statement wants to do.
 *
 * @param unclear whether tables may be touched that its text does not name
 */
record Wanted(
        String sql,
        StatementKind kind,
        StatementClass statementClass,
        List<Named> read,
        List<Named> written,
        SortedSet<String> functions,
        boolean unclear) {
    static Wanted by(String sql, Analysis analysis, ObjectSpace space) {
        return new Wanted(
                sql,
                analysis.kind(),
                analysis.statementClass(),
                analysis.touched().read().stream().map(space::object).toList(),
                analysis.touched().written().stream().map(space::object).toList(),
                analysis.touched().functions(),
                Clarity.unclear(analysis));
    }
}
