package dev.sluice.dispatcher.authorize;

import dev.sluice.dispatcher.policy.SettingChange;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Lexer;
import dev.sluice.schemas.lex.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Statements refused to everybody, whatever kinds are allowed, each with its reason: they reach files, programs and sessions through
 * the syntax, not through a function, or they change how the next text is read. No policy and no setting allows them.
 */
final class ForbiddenStatements {
    private static final String FILES = "reaches files of the server";
    private static final String PROGRAMS = "runs programs on the server or loads code into it";
    private static final String OTHERS = "interferes with other sessions or with the server";
    private static final String READING =
            "changes where the text of a statement ends, so that nothing after it could be judged";
    private static final String ESCAPED =
            "names something by Unicode escapes (U&\"…\"), which nobody can judge; write the name";
    private static final String LEDGER = "names sluice_ledger, the table by which executors know what has run";
    private static final String TRANSACTIONS = "makes a transaction that lives on without its job";
    private static final String CLIENT =
            "reads or writes a stream of the client, which a job has not (send INSERT, or ask with SELECT)";
    private static final String KEPT_ELSEWHERE = "keeps a table in files or on a server of its own choice";
    /** Of a statement whose kind is unknown, the mere mention is enough: the heavier reading counts. */
    private static final Set<String> ATTACHING = Set.of("attach", "detach");

    private static final Set<String> LOADING = Set.of("load", "install", "uninstall", "import");
    private static final Set<String> KILLING = Set.of("kill", "shutdown", "restart");
    private static final String ENGINE = "engine";
    /** Options of a table whose value, in quotes, can be anything; nobody has to quote the name of an engine. */
    private static final Set<String> PLACES = Set.of(ENGINE, "connection", "directory", "file_name");

    private static final Set<String> ELSEWHERE = Set.of("federated", "federatedx", "connect", "spider", "s3", "csv");
    private static final Set<String> STREAMS = Set.of("stdin", "stdout");
    private static final Set<String> OUT = Set.of("outfile", "dumpfile");

    private ForbiddenStatements() {}

    /** Why a text is refused for how it is spelled, which its normal form does not keep. */
    static Optional<String> spelling(String sql, Dialect dialect) {
        if (LedgerTable.named(sql, dialect)) {
            return Optional.of(LEDGER);
        }
        return dialect == Dialect.POSTGRESQL && escapedName(sql) ? Optional.of(ESCAPED) : none();
    }

    /** Why this statement is refused for what its words say, if it is; to be read after its kind. */
    static Optional<String> reason(String sql, StatementKind kind, Dialect dialect) {
        return LedgerTable.inText(sql, kind, dialect) ? Optional.of(LEDGER) : ofKind(sql, kind, dialect);
    }

    private static Optional<String> ofKind(String sql, StatementKind kind, Dialect dialect) {
        return switch (kind) {
            case OTHER -> other(sql, dialect);
            case COPY -> copied(words(sql, dialect));
            case VACUUM -> dialect == Dialect.SQLITE && has(words(sql, dialect), "into") ? Optional.of(FILES) : none();
            case ALTER_OTHER -> altered(sql, dialect);
            case SET -> SettingChange.changesReading(sql, dialect) ? Optional.of(READING) : none();
            case SELECT, VALUES, INSERT, UPDATE, DELETE, MERGE, EXPLAIN, CALL, CREATE_VIEW, CREATE_OTHER ->
                dialect == Dialect.MYSQL && intoFile(words(sql, dialect)) ? Optional.of(FILES) : none();
            case CREATE_TABLE, ALTER_TABLE -> dialect == Dialect.MYSQL ? table(sql, dialect) : none();
            case CREATE_INDEX, DROP_TABLE, DROP_INDEX, DROP_VIEW, DROP_OTHER -> none();
            case TRUNCATE, BEGIN, COMMIT, ROLLBACK, SAVEPOINT, GRANT, REVOKE, ANALYZE, PRAGMA, SHOW -> none();
        };
    }

    private static Optional<String> other(String sql, Dialect dialect) {
        List<String> words = words(sql, dialect);
        if (words.stream().anyMatch(ATTACHING::contains)) {
            return Optional.of(FILES);
        }
        String lead = words.isEmpty() ? "" : words.getFirst();
        if (LOADING.contains(lead)) {
            return Optional.of(PROGRAMS);
        }
        if (KILLING.contains(lead)) {
            return Optional.of(OTHERS);
        }
        if (lead.equals("xa") || (dialect == Dialect.POSTGRESQL && follow(words, "prepare", Set.of("transaction")))) {
            return Optional.of(TRANSACTIONS);
        }
        return intoFile(words) ? Optional.of(FILES) : none();
    }

    private static Optional<String> copied(List<String> words) {
        if (has(words, "program")) {
            return Optional.of(PROGRAMS);
        }
        return follow(words, "from", STREAMS) || follow(words, "to", STREAMS) ? Optional.of(CLIENT) : none();
    }

    private static Optional<String> altered(String sql, Dialect dialect) {
        List<String> words = words(sql, dialect);
        if (words.size() > 1 && words.get(1).equals("system")) {
            return Optional.of(OTHERS);
        }
        return SettingChange.changesReading(sql, dialect) ? Optional.of(READING) : none();
    }

    private static Optional<String> table(String sql, Dialect dialect) {
        if (intoFile(words(sql, dialect))) {
            return Optional.of(FILES);
        }
        return keptElsewhere(sql, dialect) ? Optional.of(KEPT_ELSEWHERE) : none();
    }

    /** MySQL keeps tables where their options say: in files anywhere, or on another server. */
    private static boolean keptElsewhere(String sql, Dialect dialect) {
        var lexer = new Lexer(sql, dialect);
        String option = "";
        for (TokenKind kind = lexer.next(); more(kind); kind = lexer.next()) {
            String token = sql.substring(lexer.start(), lexer.end()).toLowerCase(Locale.ROOT);
            boolean quoted = kind == TokenKind.LITERAL || kind == TokenKind.QUOTED;
            if ((quoted && PLACES.contains(option)) || (option.equals(ENGINE) && ELSEWHERE.contains(token))) {
                return true;
            }
            boolean still = kind == TokenKind.OPERATOR && token.equals("=");
            option = still ? option : token;
        }
        return false;
    }

    private static boolean intoFile(List<String> words) {
        return follow(words, "into", OUT);
    }

    private static boolean follow(List<String> words, String first, Set<String> then) {
        for (int at = 1; at < words.size(); at++) {
            if (then.contains(words.get(at)) && words.get(at - 1).equals(first)) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(List<String> words, String word) {
        return words.contains(word);
    }

    /** {@code U&"…"} names something by the numbers of its letters. */
    private static boolean escapedName(String sql) {
        if (!sql.contains("&\"")) {
            return false;
        }
        var lexer = new Lexer(sql, Dialect.POSTGRESQL);
        int unicode = -1;
        for (TokenKind kind = lexer.next(); more(kind); kind = lexer.next()) {
            String token = sql.substring(lexer.start(), lexer.end());
            if (kind == TokenKind.QUOTED && unicode == lexer.start()) {
                return true;
            }
            boolean ampersand = kind == TokenKind.OPERATOR && token.equals("&") && unicode == lexer.start();
            boolean letter = kind == TokenKind.WORD && token.equalsIgnoreCase("u");
            unicode = letter || ampersand ? lexer.end() : -1;
        }
        return false;
    }

    private static List<String> words(String sql, Dialect dialect) {
        List<String> words = new ArrayList<>();
        var lexer = new Lexer(sql, dialect);
        for (TokenKind kind = lexer.next(); more(kind); kind = lexer.next()) {
            if (kind == TokenKind.WORD) {
                words.add(sql.substring(lexer.start(), lexer.end()).toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    private static boolean more(TokenKind kind) {
        return kind != TokenKind.END && kind != TokenKind.BROKEN;
    }

    private static Optional<String> none() {
        return Optional.empty();
    }
}
