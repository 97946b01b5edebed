package dev.sluice.dispatcher.classify;

import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.lex.Dialect;
import dev.sluice.message.ErrorCode;

/** Reads a statement and says what came out, for tests. */
final class Reading {
    private Reading() {}

    static Analysis of(String sql, Dialect dialect) {
        if (ReadStatement.read(sql, dialect, SqlLimits.DEFAULT)
                instanceof Verdict.Passed<Analysis>(Analysis analysis)) {
            return analysis;
        }
        throw new AssertionError("refused: " + sql);
    }

    static ErrorCode refusal(String sql, Dialect dialect) {
        if (ReadStatement.read(sql, dialect, SqlLimits.DEFAULT) instanceof Verdict.Refused<Analysis> refused) {
            return refused.error().getCode();
        }
        throw new AssertionError("not refused: " + sql);
    }
}
