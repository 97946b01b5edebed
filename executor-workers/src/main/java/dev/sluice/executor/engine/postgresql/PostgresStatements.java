package dev.sluice.executor.engine.postgresql;

import dev.sluice.message.JobStatement;
import dev.sluice.message.StatementKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What has to be known of a statement to run it on PostgreSQL. */
final class PostgresStatements {
    private static final String GAP = "(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)";
    /** For where it is looked for again and again: an open comment must not be read to the end of the text each time. */
    private static final String SHORT_GAP = "(?:\\s|--[^\\n]{0,200}+\\n|/\\*.{0,200}?\\*/)";
    /** Statements that the server refuses inside a transaction block; REINDEX, CLUSTER and ALTER SUBSCRIPTION only some forms of. */
    private static final Pattern REFUSES = Pattern.compile(
            "^" + GAP + "*+(?:VACUUM\\b|ALTER" + GAP + "++SYSTEM\\b|(?:CREATE|DROP)" + GAP
                    + "++(?:DATABASE|TABLESPACE|SUBSCRIPTION)\\b"
                    + "|(?:CREATE" + GAP + "++(?:UNIQUE" + GAP + "++)?|DROP" + GAP + "++)INDEX" + GAP
                    + "++CONCURRENTLY\\b"
                    + "|ALTER" + GAP + "++SUBSCRIPTION\\b"
                    + "|(?:REINDEX|CLUSTER)\\b"
                    + "|ALTER" + GAP + "++TABLE\\b(?>.*?\\bDETACH" + SHORT_GAP
                    + "++PARTITION\\b).*?\\bCONCURRENTLY\\b)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern SEED = Pattern.compile("\\bsetseed\\b", Pattern.CASE_INSENSITIVE);

    /** Kinds after which the cheap clean-up is enough; anything else ends with DISCARD ALL. */
    private static final Set<StatementKind> ROWS_ONLY = EnumSet.of(
            StatementKind.SELECT,
            StatementKind.VALUES,
            StatementKind.INSERT,
            StatementKind.UPDATE,
            StatementKind.DELETE,
            StatementKind.MERGE);

    private PostgresStatements() {}

    /** True for what cannot run in a transaction block, and for CALL, because a procedure may commit. */
    static boolean refusesTransactions(JobStatement statement) {
        return switch (statement.getKind()) {
            case INSERT, UPDATE, DELETE, MERGE, SELECT, VALUES, CREATE_TABLE, DROP_TABLE -> false;
            case CALL -> true;
            default -> REFUSES.matcher(statement.getSql()).find();
        };
    }

    static boolean setsSession(List<JobStatement> statements) {
        return statements.stream().anyMatch(statement -> statement.getKind() == StatementKind.SET);
    }

    /** What random() will answer from now on is not to be undone. Functions that seed it are not seen through. */
    static boolean seedsRandom(List<JobStatement> statements) {
        return statements.stream()
                .anyMatch(statement -> SEED.matcher(statement.getSql()).find());
    }

    static boolean rowsOnly(List<JobStatement> statements) {
        return statements.stream().allMatch(statement -> ROWS_ONLY.contains(statement.getKind()));
    }
}
