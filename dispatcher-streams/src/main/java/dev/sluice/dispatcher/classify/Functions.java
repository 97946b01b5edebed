package dev.sluice.dispatcher.classify;

import dev.sluice.schemas.lex.Dialect;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Functions that the text alone gives away: those that gather rows, built-in ones whose result varies, and those that change data, locks
 * or the session and so make a SELECT a write. A user's own function cannot be judged by its name; executors run reads in read-only transactions.
 */
final class Functions {
    private static final Set<String> AGGREGATES = Set.of(
            "count",
            "sum",
            "avg",
            "min",
            "max",
            "total",
            "string_agg",
            "array_agg",
            "json_agg",
            "jsonb_agg",
            "group_concat",
            "listagg",
            "stddev",
            "variance",
            "percentile_cont");
    private static final Set<String> CHANGING = Set.of(
            "nextval",
            "setval",
            "set_config",
            "dblink",
            "dblink_exec",
            "get_lock",
            "release_lock",
            "release_all_locks",
            "load_extension",
            "lastval",
            "pg_notify",
            "pg_cancel_backend",
            "pg_terminate_backend",
            "pg_reload_conf",
            "pg_switch_wal",
            "pg_rotate_logfile",
            "pg_export_snapshot",
            "pg_import_system_collations",
            "pg_log_backend_memory_contexts",
            "pg_log_standby_snapshot",
            "pg_promote",
            "pg_clear_attribute_stats",
            "pg_clear_relation_stats",
            "pg_restore_attribute_stats",
            "pg_restore_relation_stats",
            "pg_stat_statements_reset",
            "pg_start_backup",
            "pg_stop_backup",
            "pg_switch_xlog",
            "brin_summarize_new_values",
            "brin_summarize_range",
            "brin_desummarize_range",
            "gin_clean_pending_list",
            "loread",
            "lowrite",
            "ts_stat",
            "ts_rewrite",
            "connectby",
            "xpath_table",
            "setseed",
            "sys_exec",
            "sys_eval",
            "sys_set",
            "writefile",
            "edit",
            "fts3_tokenizer",
            "admin_cmd");
    /** Those that run SQL given as text, take locks, write files or change the state of the server. */
    private static final List<String> CHANGING_PREFIXES = List.of(
            "pg_advisory_",
            "pg_try_advisory_",
            "pg_backup_",
            "pg_copy_",
            "pg_create_",
            "pg_drop_",
            "pg_file_",
            "pg_logical_",
            "pg_replication_",
            "pg_rotate_",
            "pg_stat_reset",
            "pg_sync_replication_",
            "pg_wal_replay_",
            "lo_",
            "dblink_",
            "crosstab",
            "query_to_xml",
            "cursor_to_xml",
            "table_to_xml",
            "schema_to_xml",
            "database_to_xml",
            "service_get_",
            "service_release_",
            "group_replication_",
            "asynchronous_connection_failover_");

    /** Their result may differ from one call to the next with the same arguments and the same tables. */
    private static final Set<String> VARYING = Set.of(
            "now",
            "random",
            "rand",
            "random_normal",
            "uuid",
            "uuid_short",
            "gen_random_uuid",
            "uuidv4",
            "uuidv7",
            "uuid_generate_v1",
            "uuid_generate_v4",
            "newid",
            "generate_unique",
            "clock_timestamp",
            "statement_timestamp",
            "transaction_timestamp",
            "timeofday",
            "age",
            "sysdate",
            "curdate",
            "curtime",
            "unix_timestamp",
            "utc_date",
            "utc_time",
            "utc_timestamp",
            "current_date",
            "current_time",
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "current_setting",
            "current_user",
            "session_user",
            "user",
            "currval",
            "last_insert_id",
            "last_insert_rowid",
            "identity_val_local",
            "changes",
            "total_changes",
            "found_rows",
            "row_count",
            "connection_id",
            "pg_backend_pid",
            "txid_current",
            "pg_current_xact_id",
            "randomblob",
            "gen_random_bytes",
            "random_bytes",
            "sleep",
            "benchmark",
            "load_file");

    private static final List<String> VARYING_PREFIXES = List.of("pg_sleep", "pg_read_", "pg_ls_", "pg_stat_get_");
    /** In SQLite these read the clock if told {@code 'now'}, or nothing. */
    private static final Set<String> SQLITE_CLOCKS =
            Set.of("date", "time", "datetime", "julianday", "strftime", "unixepoch", "timediff");
    /** They need no parentheses. */
    private static final Set<String> VARYING_WORDS = Set.of(
            "current_date",
            "current_time",
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "sysdate",
            "systimestamp",
            "current_user",
            "session_user",
            "system_user",
            "current_role");
    /** The same after CURRENT, as Db2 has it. */
    private static final Set<String> VARYING_AFTER_CURRENT = Set.of("date", "time", "timestamp", "user", "timezone");

    private Functions() {}

    /** Whether the result of a function may differ although no table changed. */
    static boolean varies(String name, Dialect dialect) {
        String lower = name.toLowerCase(Locale.ROOT);
        return VARYING.contains(lower)
                || (dialect == Dialect.SQLITE && SQLITE_CLOCKS.contains(lower))
                || VARYING_PREFIXES.stream().anyMatch(lower::startsWith);
    }

    /** Whether a word, in small letters as the one before it, stands for a value that varies. */
    static boolean varyingWord(String before, String word) {
        return VARYING_WORDS.contains(word) || (before.equals("current") && VARYING_AFTER_CURRENT.contains(word));
    }

    static boolean aggregate(String name) {
        return AGGREGATES.contains(name.toLowerCase(Locale.ROOT));
    }

    static boolean changesData(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return CHANGING.contains(lower) || CHANGING_PREFIXES.stream().anyMatch(lower::startsWith);
    }
}
