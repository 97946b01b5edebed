package dev.sluice.dispatcher.policy;

import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Lexer;
import dev.sluice.schemas.lex.TokenKind;
import java.util.Locale;
import java.util.Set;

/** What a statement that changes settings means for the statements after it. */
public final class SettingChange {
    /** They change where a string ends, and so what is code: no text could be judged after them. */
    private static final Set<String> READING = Set.of(
            "standard_conforming_strings",
            "backslash_quote",
            "escape_string_warning",
            "client_encoding",
            "names",
            "charset",
            "character",
            "character_set_client",
            "character_set_connection",
            "sql_mode");
    /** Settings that are known to change neither names nor identities; every other may. */
    private static final Set<String> HARMLESS = Set.of(
            "application_name",
            "bytea_output",
            "constraints",
            "datestyle",
            "extra_float_digits",
            "from_collapse_limit",
            "group_concat_max_len",
            "idle_in_transaction_session_timeout",
            "innodb_lock_wait_timeout",
            "intervalstyle",
            "jit",
            "join_collapse_limit",
            "lock_timeout",
            "lock_wait_timeout",
            "maintenance_work_mem",
            "max_execution_time",
            "max_parallel_workers_per_gather",
            "random_page_cost",
            "seq_page_cost",
            "statement_timeout",
            "temp_buffers",
            "time",
            "time_zone",
            "timezone",
            "transaction",
            "transaction_timeout",
            "work_mem");

    private static final Set<String> REACH = Set.of("local", "session", "global");
    private static final String PLANNER = "enable_";

    private SettingChange() {}

    /** Whether the text mentions a setting that changes how later texts are read. */
    public static boolean changesReading(String sql, Dialect dialect) {
        var lexer = new Lexer(sql, dialect);
        for (TokenKind kind = lexer.next(); more(kind); kind = lexer.next()) {
            if (names(kind) && READING.contains(word(sql, lexer))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it may change what names mean or who asks: everything but one setting that is known to be harmless. */
    static boolean changesNames(String sql, Dialect dialect) {
        var lexer = new Lexer(sql, dialect);
        lexer.next();
        TokenKind kind = lexer.next();
        while (kind == TokenKind.WORD && REACH.contains(word(sql, lexer))) {
            kind = lexer.next();
        }
        if (kind != TokenKind.WORD || !harmless(word(sql, lexer))) {
            return true;
        }
        // MySQL takes several assignments in one statement.
        while (more(kind)) {
            if (kind == TokenKind.COMMA && dialect != Dialect.POSTGRESQL) {
                return true;
            }
            kind = lexer.next();
        }
        return false;
    }

    private static boolean harmless(String setting) {
        return HARMLESS.contains(setting) || setting.startsWith(PLANNER);
    }

    private static boolean more(TokenKind kind) {
        return kind != TokenKind.END && kind != TokenKind.BROKEN;
    }

    private static boolean names(TokenKind kind) {
        return kind == TokenKind.WORD || kind == TokenKind.QUOTED;
    }

    private static String word(String sql, Lexer lexer) {
        String token = sql.substring(lexer.start(), lexer.end());
        return token.replace("\"", "").replace("`", "").toLowerCase(Locale.ROOT);
    }
}
