package dev.sluice.schemas.template;

/** Passes over blanks and comments. What is in an executable comment of MySQL counts as text: a server may run it. */
final class Comments {
    private final String sql;
    private final Quoting quoting;
    /** Where an executable comment was opened that is not closed yet, or -1. */
    private int executable = -1;

    Comments(String sql, Quoting quoting) {
        this.sql = sql;
        this.quoting = quoting;
    }

    /** The first position at or after this one that is neither. Throws IllegalArgumentException for a comment that never ends. */
    int skip(int from) {
        int at = from;
        for (int next = step(at); next != at; next = step(at)) {
            at = next;
        }
        if (at == sql.length() && executable >= 0) {
            throw neverEnds(executable);
        }
        return at;
    }

    static IllegalArgumentException neverEnds(int at) {
        return new IllegalArgumentException("the quote or comment at character " + (at + 1) + " never ends");
    }

    private int step(int at) {
        if (at == sql.length()) {
            return at;
        }
        char c = sql.charAt(at);
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            return at + 1;
        }
        if ((sql.startsWith("--", at) && dashesComment(at)) || (c == '#' && quoting.mysqlComments())) {
            return lineEnd(at);
        }
        if (sql.startsWith("/*", at)) {
            boolean runs = quoting.mysqlComments() && (sql.startsWith("!", at + 2) || sql.startsWith("M!", at + 2));
            return runs ? open(at) : blockEnd(at);
        }
        if (executable >= 0 && sql.startsWith("*/", at)) {
            executable = -1;
            return at + 2;
        }
        return at;
    }

    private boolean dashesComment(int at) {
        return !quoting.mysqlComments() || at + 2 == sql.length() || sql.charAt(at + 2) <= ' ';
    }

    private int lineEnd(int from) {
        int at = from;
        while (at < sql.length() && !quoting.endsLineComment(sql.charAt(at))) {
            at++;
        }
        return at;
    }

    private int open(int at) {
        executable = at;
        int next = sql.indexOf('!', at) + 1;
        while (next < sql.length() && Quoting.digit(sql.charAt(next))) {
            next++;
        }
        return next;
    }

    private int blockEnd(int open) {
        int at = open + 2;
        for (int depth = 1; at + 1 < sql.length(); ) {
            if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return at;
                }
            } else if (quoting.nests() && sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else {
                at++;
            }
        }
        throw neverEnds(open);
    }
}
