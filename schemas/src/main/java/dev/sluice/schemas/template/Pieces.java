package dev.sluice.schemas.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts SQL into what may be a placeholder and what cannot. One pass, no recursion. Not thread-safe; made for one text.
 *
 * <p>It knows less than the dispatcher's lexer, which classifies: a test there holds the two against each other.
 */
final class Pieces {
    private static final Pattern NUMBER = Pattern.compile(
            "0[xX][0-9a-fA-F]*+|([0-9][0-9_]*+(\\.[0-9_]*+)?+|\\.[0-9][0-9_]*+)([eE][+-]?[0-9][0-9_]*+)?+");

    private final String sql;
    private final Quoting quoting;
    private final Comments comments;
    private int start;
    private int end;

    /** What is told apart. */
    enum Kind {
        /** A colon and a name behind it. */
        NAME,
        QUESTION_MARK,
        SEMICOLON,
        OTHER,
        END
    }

    Pieces(String sql, Quoting quoting) {
        this.sql = sql;
        this.quoting = quoting;
        this.comments = new Comments(sql, quoting);
    }

    /** Goes on to the next piece. Throws IllegalArgumentException for a quote or comment that never ends. */
    Kind next() {
        start = comments.skip(end);
        end = Math.min(start + 1, sql.length());
        if (start == sql.length()) {
            return Kind.END;
        }
        return switch (sql.charAt(start)) {
            case ';' -> Kind.SEMICOLON;
            case '?' -> questionMark();
            case ':' -> colon();
            default -> {
                end = afterOther();
                yield Kind.OTHER;
            }
        };
    }

    /** Where the last piece starts. */
    int start() {
        return start;
    }

    /** Where it ends, exclusive. */
    int end() {
        return end;
    }

    private Kind questionMark() {
        if (quoting.doubledQuestionMark() && sql.startsWith("??", start)) {
            end = start + 2;
            return Kind.OTHER;
        }
        return Kind.QUESTION_MARK;
    }

    /** Two colons in a row are a cast, and a colon before anything but a name is something of the engine's own. */
    private Kind colon() {
        while (end < sql.length() && sql.charAt(end) == ':') {
            end++;
        }
        boolean name = end == start + 1
                && end < sql.length()
                && quoting.startsWord(sql.charAt(end))
                && !prefixedString(end, wordEnd(end));
        if (name) {
            end = wordEnd(end);
        }
        return name ? Kind.NAME : Kind.OTHER;
    }

    private int afterOther() {
        char first = sql.charAt(start);
        if (quoting.startsWord(first)) {
            int after = wordEnd(start);
            return prefixedString(start, after) ? quoteEnd(after, quoting.escapesAfter(first)) : after;
        }
        if (quoting.quotes(first)) {
            return quoteEnd(start, quoting.escapes(first));
        }
        if (first == '[' && quoting.brackets()) {
            return past("]", start + 1);
        }
        if (first == '$' && quoting.dollars()) {
            return dollarEnd();
        }
        return numberEnd();
    }

    private int wordEnd(int from) {
        int at = from + 1;
        while (at < sql.length() && quoting.continuesWord(sql.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Whether a word is one letter that belongs to the string behind it. */
    private boolean prefixedString(int from, int to) {
        return to == from + 1 && to < sql.length() && sql.charAt(to) == '\'' && quoting.prefixes(sql.charAt(from));
    }

    /** What no number continues with stays outside: some servers read 1INTO as 1 INTO. */
    private int numberEnd() {
        Matcher number = NUMBER.matcher(sql).region(start, sql.length());
        return number.lookingAt() ? number.end() : start + 1;
    }

    /** The same quote twice stands for itself. */
    private int quoteEnd(int open, boolean escapes) {
        char quote = sql.charAt(open);
        int at = open + 1;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            boolean pair =
                    (escapes && c == '\\') || (c == quote && at + 1 < sql.length() && sql.charAt(at + 1) == quote);
            if (!pair && c == quote) {
                return at + 1;
            }
            at += pair ? 2 : 1;
        }
        throw Comments.neverEnds(open);
    }

    private int dollarEnd() {
        int at = start + 1;
        while (at < sql.length() && sql.charAt(at) != '$' && quoting.continuesWord(sql.charAt(at))) {
            at++;
        }
        boolean opens = at < sql.length()
                && sql.charAt(at) == '$'
                && (at == start + 1 || !Quoting.digit(sql.charAt(start + 1)));
        return opens ? past(sql.substring(start, at + 1), at + 1) : start + 1;
    }

    private int past(String close, int from) {
        int at = sql.indexOf(close, from);
        if (at < 0) {
            throw Comments.neverEnds(start);
        }
        return at + close.length();
    }
}
