package dev.sluice.schemas.lex;

/**
 * Skips white space and comments. MySQL's executable comments count as code: only their brackets are skipped, and since a server
 * may or may not run what is between them, whoever classifies must take the heavier reading.
 */
final class Blanks {
    private final String sql;
    private final char[] text;
    private final int length;
    private final Dialect dialect;
    private int openExecutable = -1;
    private boolean sawExecutable;

    /** The same text twice, as whichever is quicker at the moment. */
    Blanks(String sql, char[] text, Dialect dialect) {
        this.sql = sql;
        this.text = text;
        this.length = sql.length();
        this.dialect = dialect;
    }

    /** The first position at or after this one that is neither; or {@code -p - 1} if the comment opened at p never ends. */
    int skip(int from) {
        int at = from;
        while (true) {
            int next = step(at);
            if (next < 0 || next == at) {
                return next == at && at == length && openExecutable >= 0 ? -openExecutable - 1 : next;
            }
            at = next;
        }
    }

    boolean sawExecutableComment() {
        return sawExecutable;
    }

    /** Whether what comes now is run by some servers only. */
    boolean inExecutableComment() {
        return openExecutable >= 0;
    }

    /** Whether the end of a comment stands between these positions. */
    boolean endsWithin(int from, int to) {
        for (int at = from; at + 1 < to; at++) {
            if (text[at] == '*' && text[at + 1] == '/') {
                return true;
            }
        }
        return false;
    }

    private int step(int at) {
        if (at >= length) {
            return at;
        }
        char c = text[at];
        if (Characters.blank(c)) {
            int after = at + 1;
            while (after < length && Characters.blank(text[after])) {
                after++;
            }
            return after;
        }
        if ((c == '-' && lineComment(at)) || (c == '#' && dialect.mysqlComments())) {
            int end = lineEnd(at);
            // A server that skips the comment around this one ends both there.
            return openExecutable >= 0 && endsWithin(at, end) ? -at - 1 : end;
        }
        if (c == '/' && follows(at, '*')) {
            return dialect.mysqlComments() && executable(at) ? openExecutable(at) : blockEnd(at);
        }
        if (c == '*' && openExecutable >= 0 && follows(at, '/')) {
            openExecutable = -1;
            return at + 2;
        }
        return at;
    }

    private boolean follows(int at, char c) {
        return at + 1 < length && text[at + 1] == c;
    }

    private boolean lineComment(int at) {
        if (!follows(at, '-')) {
            return false;
        }
        return !dialect.mysqlComments() || at + 2 == length || text[at + 2] <= ' ';
    }

    /** Where the line ends that this is in. */
    int lineEnd(int from) {
        int at = from;
        while (at < length) {
            char c = text[at];
            if (c == '\n' || (c == '\r' && dialect.carriageReturnEndsComment())) {
                return at;
            }
            at++;
        }
        return at;
    }

    private boolean executable(int at) {
        return sql.startsWith("!", at + 2) || sql.startsWith("M!", at + 2);
    }

    private int openExecutable(int at) {
        openExecutable = at;
        sawExecutable = true;
        int next = sql.indexOf('!', at) + 1;
        while (next < length && Characters.digit(text[next])) {
            next++;
        }
        return next;
    }

    private int blockEnd(int open) {
        int depth = 1;
        int at = open + 2;
        while (at + 1 < length) {
            if (text[at] == '*' && text[at + 1] == '/') {
                at += 2;
                depth--;
                if (depth == 0) {
                    return at;
                }
            } else if (dialect.nestedComments() && text[at] == '/' && text[at + 1] == '*') {
                at += 2;
                depth++;
            } else {
                at++;
            }
        }
        return -open - 1;
    }
}
