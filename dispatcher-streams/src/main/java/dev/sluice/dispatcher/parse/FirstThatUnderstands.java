package dev.sluice.dispatcher.parse;

import dev.sluice.schemas.lex.Dialect;
import java.util.List;

/**
 * Asks one parser after another until one understands the text. More than one statement is an answer too, but not for a text without
 * any semicolon: some parsers begin a new statement wherever they do not know how the first goes on, and no server does.
 */
final class FirstThatUnderstands implements SqlParser {
    private final List<SqlParser> parsers;

    FirstThatUnderstands(List<SqlParser> parsers) {
        this.parsers = List.copyOf(parsers);
    }

    @Override
    public Parse parse(String sql, Dialect dialect) {
        Parse last = new Parse.NotUnderstood("no parser");
        for (SqlParser parser : parsers) {
            last = settled(parser.parse(sql, dialect), sql);
            if (!(last instanceof Parse.NotUnderstood)) {
                return last;
            }
        }
        return last;
    }

    private static Parse settled(Parse parse, String sql) {
        boolean cut = parse instanceof Parse.Several && sql.indexOf(';') < 0;
        return cut ? new Parse.NotUnderstood("cut in two") : parse;
    }
}
