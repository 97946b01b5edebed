package dev.sluice.dispatcher;

import dev.sluice.dispatcher.parse.Parse;
import dev.sluice.dispatcher.parse.Parsers;
import dev.sluice.dispatcher.parse.SqlParser;
import dev.sluice.schemas.lex.Dialect;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The usual parsers, until told to break at texts that hold a word: then nothing stands between what they throw and the dispatcher. */
final class SwitchableParser implements SqlParser {
    private final SqlParser usual = Parsers.standard();
    private final Map<String, Supplier<Throwable>> traps = new HashMap<>();

    void breakAt(String word, Supplier<Throwable> thrown) {
        traps.put(word, thrown);
    }

    @Override
    public Parse parse(String sql, Dialect dialect) {
        traps.forEach((word, thrown) -> {
            if (sql.contains(word)) {
                throwAny(thrown.get());
            }
        });
        return usual.parse(sql, dialect);
    }

    @SuppressWarnings("unchecked") // Erased: any throwable passes as unchecked.
    private static <T extends Throwable> void throwAny(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
