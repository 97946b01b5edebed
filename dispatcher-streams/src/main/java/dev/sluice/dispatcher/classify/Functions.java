package dev.sluice.dispatcher.classify;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Functions that the text alone gives away: those that gather rows, and built-in ones that change data, locks or the session and so
 * make a SELECT a write. A user's own function cannot be judged by its name; executors run reads in read-only transactions.
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
            "pg_logical_emit_message");
    private static final List<String> CHANGING_PREFIXES = List.of(
            "pg_advisory_", "pg_try_advisory_", "lo_", "dblink_", "query_to_xml", "cursor_to_xml", "database_to_xml");

    private Functions() {}

    static boolean aggregate(String name) {
        return AGGREGATES.contains(name.toLowerCase(Locale.ROOT));
    }

    static boolean changesData(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return CHANGING.contains(lower) || CHANGING_PREFIXES.stream().anyMatch(lower::startsWith);
    }
}
