package dev.sluice.dispatcher.classify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.lex.Dialect;
import dev.sluice.dispatcher.lex.Lexer;
import dev.sluice.dispatcher.lex.TokenKind;
import dev.sluice.dispatcher.parse.Feature;
import dev.sluice.dispatcher.parse.Parse;
import dev.sluice.dispatcher.parse.ParseBudget;
import dev.sluice.dispatcher.parse.ParseLimits;
import dev.sluice.dispatcher.parse.Rows;
import dev.sluice.dispatcher.parse.SqlParser;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The analyses of statements met before, and the making of new ones. A statement is known by its whole normal text: a hash alone could
 * be met by somebody who wants the analysis of another statement for his own. What was not parsed for want of parse time is not
 * remembered. Thread-safe.
 */
public final class Analyses {
    /** Of an entry besides its text: the analysis with its names, and the cache's own. */
    private static final int ENTRY_BYTES = 1_000;

    private final ParseLimits limits;
    private final SqlParser parser;
    private final ParseBudget budget;
    private final LongSupplier nanoTime;
    private final Cache<Long, Known> known;

    /** Everything but the number of placeholders, which depends on the lists of the text at hand. */
    private static final class Known {
        private final Dialect dialect;
        private final boolean executable;
        private final char[] text;
        private final Verdict<Analysis> verdict;

        Known(Dialect dialect, Gate gate, Verdict<Analysis> verdict) {
            this.dialect = dialect;
            this.executable = gate.executableComment();
            this.text = gate.normal().copy();
            this.verdict = verdict;
        }

        boolean is(Dialect other, Gate gate) {
            return dialect == other
                    && executable == gate.executableComment()
                    && gate.normal().same(text);
        }

        int bytes() {
            return ENTRY_BYTES + 2 * text.length;
        }
    }

    /** {@code nanoTime} counts nanoseconds from any start, as {@link System#nanoTime} does. */
    public Analyses(ParseLimits limits, SqlParser parser, LongSupplier nanoTime) {
        this.limits = limits;
        this.parser = parser;
        this.budget = new ParseBudget(limits, nanoTime);
        this.nanoTime = nanoTime;
        this.known = Caffeine.newBuilder()
                .maximumWeight(limits.remembered())
                .<Long, Known>weigher((key, entry) -> entry.bytes())
                .executor(Runnable::run)
                .build();
    }

    /** The analysis of a text that {@code gate} has just let pass with so many placeholders. */
    Verdict<Analysis> of(String tenant, String sql, Dialect dialect, Gate gate, int placeholders) {
        long key = gate.normal().hash() * 31 + 2L * dialect.hashCode() + (gate.executableComment() ? 1 : 0);
        Known entry = known.getIfPresent(key);
        Verdict<Analysis> verdict = entry != null && entry.is(dialect, gate)
                ? entry.verdict
                : learn(key, tenant, dialect, gate, ReadStatement.read(sql, dialect, gate, placeholders));
        if (!(verdict instanceof Verdict.Passed<Analysis>(Analysis analysis))) {
            return verdict;
        }
        Analysis own = analysis.withPlaceholders(placeholders);
        if (gate.readsClock() && !own.structure().has(Feature.VOLATILE)) {
            own = own.varying();
        }
        if (gate.hidesSemicolon() && own.touched().parsed()) {
            return secondOpinion(tenant, sql, dialect, own);
        }
        return Verdict.pass(own);
    }

    private Verdict<Analysis> learn(long key, String tenant, Dialect dialect, Gate gate, Analysis tokens) {
        // A parser takes longest over a parenthesis that never closes, and cannot know what a server makes of a comment
        // it may run.
        boolean clear = gate.balanced() && !gate.executableComment();
        String text = clear ? worthParsing(gate.normal(), dialect) : "";
        if (!text.isEmpty() && !budget.allows(tenant)) {
            return Verdict.pass(Agreement.unconfirmed(tokens));
        }
        Verdict<Analysis> verdict = text.isEmpty()
                ? Verdict.pass(Agreement.unconfirmed(tokens))
                : agreed(tokens, parse(tenant, text, dialect));
        if (gate.normal().length() <= limits.maxCharacters()) {
            known.put(key, new Known(dialect, gate, verdict));
        }
        return verdict;
    }

    /** What a parser may read of it, or nothing. */
    private String worthParsing(NormalText normal, Dialect dialect) {
        boolean small = normal.length() <= limits.maxCharacters() && normal.tokens() <= limits.maxTokens();
        if (small) {
            return normal.toString();
        }
        String text = Rows.once(normal.toString());
        return text.length() <= limits.maxCharacters() && tokens(text, dialect) <= limits.maxTokens() ? text : "";
    }

    private static int tokens(String text, Dialect dialect) {
        var lexer = new Lexer(text, dialect);
        int tokens = 0;
        for (TokenKind kind = lexer.next(); kind != TokenKind.END && kind != TokenKind.BROKEN; kind = lexer.next()) {
            tokens++;
        }
        return tokens;
    }

    /**
     * Lexer and parser must agree where a statement ends. A semicolon that the lexer took for a part of a literal or a comment is put
     * before the parser as it stands, every time, since what is in there is no part of what is remembered.
     */
    private Verdict<Analysis> secondOpinion(String tenant, String sql, Dialect dialect, Analysis analysis) {
        boolean possible = sql.length() <= limits.maxCharacters() && budget.allows(tenant);
        Parse parse = possible ? parse(tenant, sql, dialect) : new Parse.NotUnderstood("not tried");
        return switch (parse) {
            case Parse.Understood understood -> Verdict.pass(analysis);
            case Parse.Several several -> Gate.several();
            case Parse.NotUnderstood not -> Verdict.pass(Agreement.unconfirmed(analysis));
        };
    }

    private Parse parse(String tenant, String sql, Dialect dialect) {
        long from = nanoTime.getAsLong();
        Parse parse = parser.parse(sql, dialect);
        budget.spent(tenant, Duration.ofNanos(nanoTime.getAsLong() - from));
        return parse;
    }

    private static Verdict<Analysis> agreed(Analysis tokens, Parse parse) {
        return switch (parse) {
            case Parse.Understood understood -> Verdict.pass(Agreement.confirmed(tokens, understood));
            case Parse.Several several -> Gate.several();
            case Parse.NotUnderstood not -> Verdict.pass(Agreement.unconfirmed(tokens));
        };
    }
}
