package dev.sluice.schemas.lex;

/**
 * Cuts SQL into tokens. Every character is looked at a bounded number of times; there is no recursion and nothing is copied.
 *
 * <p>Placeholders: a question mark outside strings, identifiers and comments. In PostgreSQL two in a row are the operator
 * {@code ?} as in its driver, so {@code a ?? 'b'}, {@code a ??| b} and {@code a ??& b} write the JSON operators.
 *
 * <p>Not thread-safe; made for one text.
 */
public final class Lexer {
    private final String sql;
    /** Once more, because one letter of a string after the other costs a look at how it is kept. */
    private final char[] text;

    private final int length;
    private final Dialect dialect;
    private final boolean signsInNames;
    private final Blanks blanks;
    private int position;
    private int start;
    /** Up to here no variable of SQLite has parentheses: a dollar sign is a part of names and begins them, so each would look ahead. */
    private int variablesUntil;

    private TokenKind previous = TokenKind.END;

    public Lexer(String sql, Dialect dialect) {
        this.sql = sql;
        this.text = sql.toCharArray();
        this.length = text.length;
        this.dialect = dialect;
        this.signsInNames = dialect.signsInNames();
        this.blanks = new Blanks(sql, text, dialect);
    }

    /** Reads the next token. After {@link TokenKind#END} or {@link TokenKind#BROKEN} nothing more comes. */
    public TokenKind next() {
        int after = blanks.skip(position);
        start = after < 0 ? -after - 1 : after;
        if (after < 0) {
            return TokenKind.BROKEN;
        }
        position = start;
        if (start == length) {
            return TokenKind.END;
        }
        previous = token(text[start]);
        return ambiguous() ? broken(start) : previous;
    }

    /** A server that skips an executable comment ends it in the middle of what is a string or a name to one that runs it. */
    private boolean ambiguous() {
        boolean quoted = previous == TokenKind.LITERAL || previous == TokenKind.QUOTED;
        return quoted && blanks.inExecutableComment() && blanks.endsWithin(start, position);
    }

    /** Where the last token starts; for a broken one, where what never ends was opened. */
    public int start() {
        return start;
    }

    /** Where the last token ends, exclusive. */
    public int end() {
        return position;
    }

    /** Writes the last token in small letters to this place of an array with room for it. */
    public void small(char[] target, int at) {
        for (int from = start, to = at; from < position; from++, to++) {
            target[to] = Characters.lower(text[from]);
        }
    }

    /** Whether MySQL's executable comments were met, whose meaning depends on the server's version. */
    public boolean sawExecutableComment() {
        return blanks.sawExecutableComment();
    }

    private TokenKind token(char first) {
        if (Characters.startsWord(first) || (signsInNames && Characters.sign(first))) {
            return word();
        }
        if (Characters.digit(first) || (first == '.' && startsFraction())) {
            return number();
        }
        return switch (first) {
            case '\'' -> quoted(start, '\'', dialect.backslashEscapes(), TokenKind.LITERAL);
            case '"' ->
                dialect.doubleQuotedStrings()
                        ? quoted(start, '"', true, TokenKind.LITERAL)
                        : quoted(start, '"', false, TokenKind.QUOTED);
            case '`' ->
                dialect.backtickIdentifiers() ? quoted(start, '`', false, TokenKind.QUOTED) : one(TokenKind.OPERATOR);
            case '[' -> dialect.bracketIdentifiers() ? bracketed() : one(TokenKind.OPERATOR);
            case '$' -> dialect.postgresStrings() ? dollar() : variable();
            case ':', '@', '#' -> variable();
            case '?' -> questionMark();
            case '(' -> one(TokenKind.OPEN);
            case ')' -> one(TokenKind.CLOSE);
            case ',' -> one(TokenKind.COMMA);
            case ';' -> one(TokenKind.SEMICOLON);
            case '.' -> one(TokenKind.DOT);
            default -> one(TokenKind.OPERATOR);
        };
    }

    private TokenKind one(TokenKind kind) {
        position = start + 1;
        return kind;
    }

    /** In SQLite the parentheses right after a variable belong to its name, quotes and all: {@code :a(')}. Nobody needs that. */
    private TokenKind variable() {
        if (dialect != Dialect.SQLITE || start < variablesUntil) {
            return one(TokenKind.OPERATOR);
        }
        int end = start + 1;
        while (end < length && (Characters.continuesWord(text[end]) || text[end] == ':')) {
            end++;
        }
        variablesUntil = end;
        boolean named = end > start + 1 && end < length && text[end] == '(';
        return named ? broken(start) : one(TokenKind.OPERATOR);
    }

    private TokenKind word() {
        int end = start + 1;
        while (end < length && continuesWord(text[end])) {
            end++;
        }
        position = end;
        // N'…', B'…' and X'…' are strings everywhere, G'…' in Db2; E'…' is one with escapes in PostgreSQL.
        if (end == start + 1 && end < length && text[end] == '\'') {
            char prefix = Characters.lower(text[start]);
            if (prefix == 'e' && dialect.postgresStrings()) {
                return quoted(end, '\'', true, TokenKind.LITERAL);
            }
            if (prefix == 'g' && dialect == Dialect.DB2) {
                return quoted(end, '\'', false, TokenKind.LITERAL);
            }
            if (prefix == 'n' || prefix == 'b' || prefix == 'x') {
                return quoted(end, '\'', dialect.backslashEscapes(), TokenKind.LITERAL);
            }
        }
        return TokenKind.WORD;
    }

    private boolean continuesWord(char c) {
        return Characters.continuesWord(c) || (signsInNames && Characters.sign(c));
    }

    private boolean startsFraction() {
        boolean afterName = previous == TokenKind.WORD || previous == TokenKind.QUOTED;
        return !afterName && start + 1 < length && Characters.digit(text[start + 1]);
    }

    // Letters that belong to no number stay outside: some servers read 1INTO as 1 INTO.
    private TokenKind number() {
        int end = start;
        if (text[start] == '0' && start + 1 < length && Characters.lower(text[start + 1]) == 'x') {
            end = start + 2;
            while (end < length && Characters.hexDigit(text[end])) {
                end++;
            }
        } else {
            end = digits(start);
            if (end < length && text[end] == '.') {
                end = digits(end + 1);
            }
            end = exponent(end);
        }
        position = end;
        return TokenKind.LITERAL;
    }

    private int digits(int from) {
        int end = from;
        while (end < length && (Characters.digit(text[end]) || text[end] == '_')) {
            end++;
        }
        return end;
    }

    private int exponent(int from) {
        if (from >= length || Characters.lower(text[from]) != 'e') {
            return from;
        }
        int digit = from + 1;
        if (digit < length && (text[digit] == '+' || text[digit] == '-')) {
            digit++;
        }
        return digit < length && Characters.digit(text[digit]) ? digits(digit) : from;
    }

    /** From an opening quote to its end; the same quote twice stands for itself. */
    private TokenKind quoted(int open, char quote, boolean escapes, TokenKind kind) {
        int at = open + 1;
        while (at < length) {
            char c = text[at];
            if (escapes && c == '\\') {
                at += 2;
            } else if (c != quote) {
                at++;
            } else if (at + 1 < length && text[at + 1] == quote) {
                at += 2;
            } else {
                int more = escapes && dialect.postgresStrings() ? continued(at + 1) : -1;
                if (more < 0) {
                    position = at + 1;
                    return kind;
                }
                at = more;
            }
        }
        return broken(open);
    }

    /** PostgreSQL takes up a string in the next line, with the escapes it began with; where that part begins, or -1. */
    private int continued(int from) {
        boolean nextLine = false;
        int at = from;
        while (at < length && (Characters.blank(text[at]) || sql.startsWith("--", at))) {
            if (text[at] == '-') {
                at = blanks.lineEnd(at);
            } else {
                nextLine |= text[at] == '\n' || text[at] == '\r';
                at++;
            }
        }
        return nextLine && at < length && text[at] == '\'' ? at + 1 : -1;
    }

    private TokenKind bracketed() {
        int close = sql.indexOf(']', start + 1);
        if (close < 0) {
            return broken(start);
        }
        position = close + 1;
        return TokenKind.QUOTED;
    }

    private TokenKind dollar() {
        int tagEnd = start + 1;
        while (tagEnd < length && Characters.continuesTag(text[tagEnd])) {
            tagEnd++;
        }
        boolean opens =
                tagEnd < length && text[tagEnd] == '$' && (tagEnd == start + 1 || !Characters.digit(text[start + 1]));
        if (!opens) {
            return one(TokenKind.OPERATOR);
        }
        String tag = sql.substring(start, tagEnd + 1);
        int close = sql.indexOf(tag, tagEnd + 1);
        if (close < 0) {
            return broken(start);
        }
        position = close + tag.length();
        return TokenKind.LITERAL;
    }

    private TokenKind questionMark() {
        boolean doubled = start + 1 < length && text[start + 1] == '?';
        if (doubled && dialect.doubledQuestionMarkOperator()) {
            position = start + 2;
            return TokenKind.OPERATOR;
        }
        return one(TokenKind.PLACEHOLDER);
    }

    private TokenKind broken(int at) {
        start = at;
        return TokenKind.BROKEN;
    }
}
