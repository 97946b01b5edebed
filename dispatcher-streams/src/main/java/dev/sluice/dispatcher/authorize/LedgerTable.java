package dev.sluice.dispatcher.authorize;

import dev.sluice.message.StatementKind;
import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Lexer;
import dev.sluice.schemas.lex.TokenKind;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The table by which executors know which writes have run, and how they ended. Jobs use the login that owns it, so that the database would let
 * them read the outcomes of others, forge them, or have a write run twice. Whatever bears its name counts, in any schema, quotes or case.
 */
final class LedgerTable {
    private static final String NAME = "sluice_ledger";
    private static final Pattern MENTION = Pattern.compile(NAME, Pattern.CASE_INSENSITIVE | Pattern.LITERAL);

    private LedgerTable() {}

    /** Whether a name in this text is the ledger's. SQLite takes a string for a name where only a name can stand. */
    static boolean named(String sql, Dialect dialect) {
        if (!MENTION.matcher(sql).find()) {
            return false;
        }
        var lexer = new Lexer(sql, dialect);
        for (TokenKind kind = lexer.next(); more(kind); kind = lexer.next()) {
            String token = sql.substring(lexer.start(), lexer.end());
            boolean found = switch (kind) {
                case WORD -> token.equalsIgnoreCase(NAME);
                case QUOTED -> quoted(token);
                case LITERAL -> dialect == Dialect.SQLITE && quoted(token);
                default -> false;
            };
            if (found) {
                return true;
            }
        }
        return false;
    }

    /** Whether a string in this text, which may be the body of a routine or a statement to be run, mentions it. Strings of rows are data. */
    static boolean inText(String sql, StatementKind kind, Dialect dialect) {
        return switch (kind) {
            case SELECT, VALUES, INSERT, UPDATE, DELETE, MERGE -> false;
            default -> MENTION.matcher(sql).find() && literal(sql, dialect);
        };
    }

    private static boolean literal(String sql, Dialect dialect) {
        var lexer = new Lexer(sql, dialect);
        for (TokenKind kind = lexer.next(); more(kind); kind = lexer.next()) {
            if (kind == TokenKind.LITERAL
                    && MENTION.matcher(sql.substring(lexer.start(), lexer.end()))
                            .find()) {
                return true;
            }
        }
        return false;
    }

    private static boolean quoted(String token) {
        return token.length() == NAME.length() + 2
                && token.substring(1, token.length() - 1)
                        .toLowerCase(Locale.ROOT)
                        .equals(NAME);
    }

    private static boolean more(TokenKind kind) {
        return kind != TokenKind.END && kind != TokenKind.BROKEN;
    }
}
