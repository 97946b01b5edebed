package dev.sluice.dispatcher.authorize;

import dev.sluice.schemas.lex.Dialect;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Functions refused to everybody unless a policy or the operator allows them, each with its reason. They reach past what a job is: to
 * files and other servers, to sessions of others, to SQL that nobody judged, or they hold a slot without doing anything.
 *
 * <p>A name that is unmistakable is refused on every engine; one that may be harmless elsewhere only on the engine that means this by it.
 */
final class ForbiddenFunctions {
    private static final Set<Dialect> EVERYWHERE = EnumSet.allOf(Dialect.class);
    private static final Set<Dialect> MYSQL = EnumSet.of(Dialect.MYSQL);
    private static final Set<Dialect> SQLITE = EnumSet.of(Dialect.SQLITE);
    private static final Set<Dialect> STANDARD = EnumSet.of(Dialect.DB2, Dialect.STANDARD);

    private static final String IDENTITY = "it changes settings, and with them who asks and which rows are seen";
    private static final String IDLES = "it holds a slot and a connection without working";
    private static final String FILES = "it reaches files of the server";
    private static final String ELSEWHERE = "it reaches other servers or programs";
    private static final String HIDDEN_SQL = "it runs SQL given as text, which nobody has judged";
    private static final String LOCKS = "it takes locks that outlive the statement and are seen by nobody here";
    private static final String OTHERS = "it interferes with other sessions or with the server";

    private final Map<Dialect, Map<String, String>> names = new EnumMap<>(Dialect.class);
    private final Map<Dialect, List<Prefix>> prefixes = new EnumMap<>(Dialect.class);

    private record Prefix(String start, String reason) {}

    ForbiddenFunctions() {
        for (Dialect dialect : Dialect.values()) {
            names.put(dialect, new HashMap<>());
            prefixes.put(dialect, new ArrayList<>());
        }
        postgresql();
        mysql();
        forbid(SQLITE, FILES, "readfile", "writefile", "edit", "fsdir", "lsmode", "zipfile");
        forbid(SQLITE, OTHERS, "fts3_tokenizer");
        forbid(EVERYWHERE, ELSEWHERE, "load_extension", "xp_*", "sys_exec", "sys_eval", "openrowset", "opendatasource");
        forbid(EVERYWHERE, ELSEWHERE, "openquery");
        forbid(STANDARD, ELSEWHERE, "httpget*", "httppost*", "httpput*", "httpdelete*", "httphead*");
        forbid(STANDARD, HIDDEN_SQL, "syscs_*", "admin_cmd");
    }

    private void postgresql() {
        forbid(EVERYWHERE, IDENTITY, "set_config");
        forbid(EVERYWHERE, IDLES, "pg_sleep*");
        forbid(EVERYWHERE, FILES, "pg_read_*", "pg_ls_*", "pg_stat_file", "pg_file_*", "pg_current_logfile");
        forbid(EVERYWHERE, FILES, "lo_*", "loread", "lowrite", "pg_logdir_ls");
        forbid(EVERYWHERE, ELSEWHERE, "dblink*", "query_export_to_s3", "table_import_from_s3");
        forbid(EVERYWHERE, HIDDEN_SQL, "query_to_xml*", "table_to_xml*", "cursor_to_xml*", "schema_to_xml*");
        forbid(EVERYWHERE, HIDDEN_SQL, "database_to_xml*", "ts_stat", "ts_rewrite", "crosstab*", "connectby");
        forbid(EVERYWHERE, HIDDEN_SQL, "xpath_table");
        forbid(EVERYWHERE, LOCKS, "pg_advisory_*", "pg_try_advisory_*");
        forbid(EVERYWHERE, OTHERS, "pg_terminate_backend", "pg_cancel_backend", "pg_reload_conf", "pg_promote");
        forbid(EVERYWHERE, OTHERS, "pg_rotate_logfile*", "pg_switch_wal", "pg_switch_xlog", "pg_logical_*");
        forbid(EVERYWHERE, OTHERS, "pg_replication_*", "pg_create_*", "pg_drop_replication_slot", "pg_wal_replay_*");
        forbid(EVERYWHERE, OTHERS, "pg_backup_*", "pg_start_backup", "pg_stop_backup", "pg_stat_reset*");
        forbid(EVERYWHERE, OTHERS, "pg_copy_*", "pg_import_system_collations", "pg_export_snapshot");
    }

    private void mysql() {
        forbid(EVERYWHERE, FILES, "load_file");
        forbid(MYSQL, IDLES, "sleep", "benchmark", "master_pos_wait", "source_pos_wait", "master_gtid_wait");
        forbid(MYSQL, IDLES, "wait_for_executed_gtid_set", "wait_until_sql_thread_after_gtids");
        forbid(MYSQL, LOCKS, "get_lock", "release_lock", "release_all_locks", "is_free_lock", "is_used_lock");
        forbid(MYSQL, LOCKS, "service_get_read_locks", "service_get_write_locks", "service_release_locks");
    }

    private void forbid(Set<Dialect> dialects, String reason, String... functions) {
        for (Dialect dialect : dialects) {
            for (String function : functions) {
                int star = function.indexOf('*');
                if (star < 0) {
                    names.getOrDefault(dialect, Map.of()).put(function, reason);
                } else {
                    prefixes.getOrDefault(dialect, List.of()).add(new Prefix(function.substring(0, star), reason));
                }
            }
        }
    }

    /** Why this function is refused, if it is, in whatever schema, quotes or case it was named. */
    Optional<String> reason(String function, Dialect dialect) {
        String name = last(function);
        String reason = names.getOrDefault(dialect, Map.of()).get(name);
        if (reason != null) {
            return Optional.of(reason);
        }
        return prefixes.getOrDefault(dialect, List.of()).stream()
                .filter(prefix -> name.startsWith(prefix.start()))
                .findFirst()
                .map(Prefix::reason);
    }

    private static String last(String function) {
        String bare = function.substring(function.lastIndexOf('.') + 1);
        return bare.replace("\"", "").toLowerCase(Locale.ROOT);
    }
}
