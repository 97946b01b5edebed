package dev.sluice.dispatcher.classify;

import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.parse.ParseLimits;
import dev.sluice.dispatcher.parse.Parsers;
import dev.sluice.dispatcher.parse.SqlParser;
import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.lex.Dialect;
import java.time.Duration;

/** Reads a statement and says what came out, for tests; parse time is without limit, as time stands still. */
final class Reading {
    private static final ParseLimits PARSE =
            new ParseLimits(64 * 1024, 10_000, Duration.ofMillis(1), Duration.ofMillis(1), 32 << 20);
    private static final Analyses ANALYSES = analyses(Parsers.standard());

    private Reading() {}

    static Analyses analyses(SqlParser parser) {
        return new Analyses(PARSE, parser, () -> 0);
    }

    static Analysis of(String sql, Dialect dialect) {
        return passed(read(sql, dialect));
    }

    static Analysis of(String sql, Dialect dialect, SqlParser parser) {
        return passed(new Classify(SqlLimits.DEFAULT, analyses(parser)).analyse("acme", sql, dialect));
    }

    static int placeholders(String sql, Dialect dialect) {
        if (new Gate(SqlLimits.DEFAULT).pass(sql, dialect) instanceof Verdict.Passed<Gate>(Gate gate)) {
            return gate.placeholders();
        }
        throw new AssertionError("refused: " + sql);
    }

    static ErrorCode refusal(String sql, Dialect dialect) {
        return code(read(sql, dialect));
    }

    static ErrorCode code(Verdict<Analysis> verdict) {
        if (verdict instanceof Verdict.Refused<Analysis> refused) {
            return refused.error().getCode();
        }
        throw new AssertionError("not refused: " + verdict);
    }

    static Verdict<Analysis> read(String sql, Dialect dialect) {
        return read(sql, dialect, SqlLimits.DEFAULT);
    }

    static Verdict<Analysis> read(String sql, Dialect dialect, SqlLimits limits) {
        return new Classify(limits, ANALYSES).analyse("acme", sql, dialect);
    }

    static Analysis passed(Verdict<Analysis> verdict) {
        if (verdict instanceof Verdict.Passed<Analysis>(Analysis analysis)) {
            return analysis;
        }
        throw new AssertionError("refused: " + verdict);
    }
}
