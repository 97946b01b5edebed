package dev.sluice.dispatcher.policy;

import dev.sluice.dispatcher.classify.Analysis;

/** Whether the text of a statement names every table that it touches. */
final class Clarity {
    private Clarity() {}

    static boolean unclear(Analysis analysis) {
        boolean namesNone = analysis.touched().read().isEmpty()
                && analysis.touched().written().isEmpty();
        return switch (analysis.kind()) {
            // Their bodies, arguments and targets are no tables by place: procedures, files, schemas, roles, settings.
            case OTHER, CALL, COPY, PRAGMA, SHOW, CREATE_OTHER, DROP_OTHER, ALTER_OTHER -> true;
            // One privilege can be about every table of a schema, or about a role that has them.
            case GRANT, REVOKE -> true;
            // Without a name they mean every table there is.
            case ANALYZE, VACUUM -> namesNone;
            case SELECT, VALUES, INSERT, UPDATE, DELETE, MERGE, EXPLAIN -> notUnderstood(analysis);
            case CREATE_TABLE, CREATE_INDEX, CREATE_VIEW, ALTER_TABLE, TRUNCATE -> namesNone || notUnderstood(analysis);
            case DROP_TABLE, DROP_INDEX, DROP_VIEW -> namesNone || notUnderstood(analysis);
            case SET, BEGIN, COMMIT, ROLLBACK, SAVEPOINT -> false;
        };
    }

    /** Whether no parser vouches for the tables of a statement of a kind that names them by place. */
    private static boolean notUnderstood(Analysis analysis) {
        return !analysis.touched().parsed();
    }
}
