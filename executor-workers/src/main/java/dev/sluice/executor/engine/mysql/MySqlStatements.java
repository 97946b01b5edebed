package dev.sluice.executor.engine.mysql;

import dev.sluice.message.JobStatement;
import dev.sluice.message.StatementKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What has to be known of a statement to run it on MySQL or MariaDB. */
final class MySqlStatements {
    /** Nearly everything else commits by itself, before it runs and after. */
    private static final Set<StatementKind> ROWS_ONLY = EnumSet.of(
            StatementKind.SELECT,
            StatementKind.VALUES,
            StatementKind.EXPLAIN,
            StatementKind.SHOW,
            StatementKind.INSERT,
            StatementKind.UPDATE,
            StatementKind.DELETE,
            StatementKind.MERGE);
    /** Kinds that leave nothing in the session but what a reset clears. */
    private static final Set<StatementKind> RESETTABLE = EnumSet.of(
            StatementKind.CREATE_TABLE,
            StatementKind.CREATE_INDEX,
            StatementKind.CREATE_VIEW,
            StatementKind.DROP_TABLE,
            StatementKind.DROP_INDEX,
            StatementKind.DROP_VIEW,
            StatementKind.ALTER_TABLE,
            StatementKind.TRUNCATE,
            StatementKind.ANALYZE);

    static {
        RESETTABLE.addAll(ROWS_ONLY);
    }

    private MySqlStatements() {}

    static boolean rowsOnly(List<JobStatement> statements) {
        return statements.stream().allMatch(statement -> ROWS_ONLY.contains(statement.getKind()));
    }

    static boolean resettable(List<JobStatement> statements) {
        return statements.stream().allMatch(statement -> RESETTABLE.contains(statement.getKind()));
    }
}
