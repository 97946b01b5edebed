package dev.sluice.dispatcher.parse;

import dev.sluice.schemas.lex.Dialect;

/** Reads one text that should hold one statement. Implementations are thread-safe and throw nothing but what ends a process. */
public interface SqlParser {
    Parse parse(String sql, Dialect dialect);
}
