package dev.sluice.dispatcher.parse;

import dev.sluice.dispatcher.lex.Dialect;

/** Keeps long texts from a parser whose time grows faster than they do. */
record OnlyShort(SqlParser parser, int maxCharacters) implements SqlParser {
    @Override
    public Parse parse(String sql, Dialect dialect) {
        return sql.length() > maxCharacters ? new Parse.NotUnderstood("too long") : parser.parse(sql, dialect);
    }
}
