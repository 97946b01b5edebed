package dev.sluice.executor.engine.db2;

import dev.sluice.message.JobStatement;
import dev.sluice.message.StatementKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What has to be known of a statement to run it on Db2. */
final class Db2Statements {
    /**
     * Rows, and the definitions that Db2 undoes with their transaction. TRUNCATE is none of them because it may be final at once,
     * CALL because a procedure may commit.
     */
    private static final Set<StatementKind> UNDONE = EnumSet.of(
            StatementKind.SELECT,
            StatementKind.VALUES,
            StatementKind.INSERT,
            StatementKind.UPDATE,
            StatementKind.DELETE,
            StatementKind.MERGE,
            StatementKind.CREATE_TABLE,
            StatementKind.CREATE_INDEX,
            StatementKind.CREATE_VIEW,
            StatementKind.DROP_TABLE,
            StatementKind.DROP_INDEX,
            StatementKind.DROP_VIEW,
            StatementKind.ALTER_TABLE);

    private Db2Statements() {}

    static boolean transactional(List<JobStatement> statements) {
        return statements.stream().allMatch(statement -> UNDONE.contains(statement.getKind()));
    }

    /** None of these statements changes anything that a session keeps. */
    static boolean leavesNothing(List<JobStatement> statements) {
        return transactional(statements);
    }
}
