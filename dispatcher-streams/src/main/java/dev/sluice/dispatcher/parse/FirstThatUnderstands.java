package dev.sluice.dispatcher.parse;

import dev.sluice.dispatcher.lex.Dialect;
import java.util.List;

/** Asks one parser after another until one understands the text. More than one statement is an answer too. */
final class FirstThatUnderstands implements SqlParser {
    private final List<SqlParser> parsers;

    FirstThatUnderstands(List<SqlParser> parsers) {
        this.parsers = List.copyOf(parsers);
    }

    @Override
    public Parse parse(String sql, Dialect dialect) {
        Parse last = new Parse.NotUnderstood("no parser");
        for (SqlParser parser : parsers) {
            last = parser.parse(sql, dialect);
            if (!(last instanceof Parse.NotUnderstood)) {
                return last;
            }
        }
        return last;
    }
}
