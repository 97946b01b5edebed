package dev.sluice.dispatcher.classify;

import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Keyword;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the shape of a statement to its kind and class. What is not known to be harmless is a write. */
final class Kinds {
    /** They only tell something, whatever is in their parentheses. */
    private static final Set<String> READING_PRAGMAS = Set.of(
            "collation_list",
            "compile_options",
            "database_list",
            "foreign_key_check",
            "foreign_key_list",
            "function_list",
            "index_info",
            "index_list",
            "index_xinfo",
            "integrity_check",
            "module_list",
            "pragma_list",
            "quick_check",
            "table_info",
            "table_list",
            "table_xinfo");
    /** They tell a setting or a number if no value is given. */
    private static final Set<String> ASKING_PRAGMAS = Set.of(
            "application_id",
            "auto_vacuum",
            "busy_timeout",
            "cache_size",
            "data_version",
            "encoding",
            "foreign_keys",
            "freelist_count",
            "journal_mode",
            "journal_size_limit",
            "max_page_count",
            "mmap_size",
            "page_count",
            "page_size",
            "query_only",
            "recursive_triggers",
            "schema_version",
            "synchronous",
            "user_version");

    private Kinds() {}

    static StatementKind kind(Shape shape) {
        Keyword lead = shape.lead;
        if (lead == Keyword.WITH) {
            lead = shape.main;
        }
        return lead == null ? StatementKind.OTHER : byLead(lead, shape.object);
    }

    private static StatementKind byLead(Keyword lead, @Nullable Keyword object) {
        return switch (lead) {
            case SELECT, TABLE -> StatementKind.SELECT;
            case VALUES -> StatementKind.VALUES;
            case INSERT, REPLACE -> StatementKind.INSERT;
            case UPDATE -> StatementKind.UPDATE;
            case DELETE -> StatementKind.DELETE;
            case MERGE -> StatementKind.MERGE;
            case CREATE -> created(object);
            case DROP -> dropped(object);
            case ALTER -> object == Keyword.TABLE ? StatementKind.ALTER_TABLE : StatementKind.ALTER_OTHER;
            case TRUNCATE -> StatementKind.TRUNCATE;
            default -> session(lead);
        };
    }

    private static StatementKind session(Keyword lead) {
        return switch (lead) {
            case BEGIN, START -> StatementKind.BEGIN;
            case COMMIT, END -> StatementKind.COMMIT;
            case ROLLBACK, ABORT -> StatementKind.ROLLBACK;
            case SAVEPOINT, RELEASE -> StatementKind.SAVEPOINT;
            case GRANT -> StatementKind.GRANT;
            case REVOKE -> StatementKind.REVOKE;
            case ANALYZE, ANALYSE -> StatementKind.ANALYZE;
            case VACUUM, REINDEX, OPTIMIZE, CLUSTER, CHECKPOINT, REFRESH -> StatementKind.VACUUM;
            case PRAGMA -> StatementKind.PRAGMA;
            case EXPLAIN, DESCRIBE, DESC -> StatementKind.EXPLAIN;
            case COPY -> StatementKind.COPY;
            case CALL, DO, EXECUTE -> StatementKind.CALL;
            case SET, RESET -> StatementKind.SET;
            case SHOW -> StatementKind.SHOW;
            default -> StatementKind.OTHER;
        };
    }

    private static StatementKind created(@Nullable Keyword object) {
        if (object == Keyword.TABLE) {
            return StatementKind.CREATE_TABLE;
        }
        if (object == Keyword.INDEX) {
            return StatementKind.CREATE_INDEX;
        }
        return object == Keyword.VIEW ? StatementKind.CREATE_VIEW : StatementKind.CREATE_OTHER;
    }

    private static StatementKind dropped(@Nullable Keyword object) {
        if (object == Keyword.TABLE) {
            return StatementKind.DROP_TABLE;
        }
        if (object == Keyword.INDEX) {
            return StatementKind.DROP_INDEX;
        }
        return object == Keyword.VIEW ? StatementKind.DROP_VIEW : StatementKind.DROP_OTHER;
    }

    static StatementClass statementClass(StatementKind kind, Shape shape) {
        return switch (kind) {
            case SELECT, VALUES -> shape.changesData ? StatementClass.WRITE : StatementClass.READ;
            case SHOW -> StatementClass.READ;
            case EXPLAIN -> explained(shape);
            case PRAGMA -> readingPragma(shape) ? StatementClass.READ : StatementClass.WRITE;
            case INSERT, UPDATE, DELETE, MERGE, COPY, CALL, SET, OTHER -> StatementClass.WRITE;
            case CREATE_TABLE, CREATE_INDEX, CREATE_VIEW, CREATE_OTHER -> StatementClass.DDL;
            case DROP_TABLE, DROP_INDEX, DROP_VIEW, DROP_OTHER -> StatementClass.DDL;
            case ALTER_TABLE, ALTER_OTHER, TRUNCATE -> StatementClass.DDL;
            case BEGIN, COMMIT, ROLLBACK, SAVEPOINT -> StatementClass.TRANSACTION;
            case GRANT, REVOKE -> StatementClass.CONTROL;
            case ANALYZE, VACUUM -> StatementClass.MAINTENANCE;
        };
    }

    /** EXPLAIN shows a plan; EXPLAIN ANALYZE runs the statement. MariaDB plans no change in a transaction that only reads. */
    private static StatementClass explained(Shape shape) {
        boolean reads = shape.main == Keyword.SELECT || shape.main == Keyword.VALUES || shape.main == Keyword.TABLE;
        boolean plansAsItRuns = shape.dialect == Dialect.MYSQL && shape.main != null;
        return (shape.analyze || plansAsItRuns) && (!reads || shape.changesData)
                ? StatementClass.WRITE
                : StatementClass.READ;
    }

    private static boolean readingPragma(Shape shape) {
        if (shape.setsValue || shape.second == null) {
            return false;
        }
        String name = shape.second.toLowerCase(Locale.ROOT);
        return READING_PRAGMAS.contains(name) || (!shape.argument && ASKING_PRAGMAS.contains(name));
    }
}
