package dev.sluice.dispatcher.parse;

import dev.sluice.schemas.lex.Dialect;

/** Keeps long and deep texts from a parser whose time grows faster than they do. */
record OnlySmall(SqlParser parser, int maxCharacters, int maxDepth) implements SqlParser {
    @Override
    public Parse parse(String sql, Dialect dialect) {
        if (sql.length() > maxCharacters) {
            return new Parse.NotUnderstood("too long");
        }
        return depth(sql) > maxDepth ? new Parse.NotUnderstood("too deep") : parser.parse(sql, dialect);
    }

    /** Brackets in literals count too: too much is better than too little here. */
    private static int depth(String sql) {
        int depth = 0;
        int deepest = 0;
        for (int at = 0; at < sql.length(); at++) {
            switch (sql.charAt(at)) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                default -> {}
            }
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }
}
