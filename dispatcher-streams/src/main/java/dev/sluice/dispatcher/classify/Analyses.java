package dev.sluice.dispatcher.classify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.normal.NormalText;
import dev.sluice.dispatcher.parse.Feature;
import dev.sluice.dispatcher.parse.Parse;
import dev.sluice.dispatcher.parse.ParseBudget;
import dev.sluice.dispatcher.parse.ParseLimits;
import dev.sluice.dispatcher.parse.Rows;
import dev.sluice.dispatcher.parse.SqlParser;
import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Lexer;
import dev.sluice.schemas.lex.TokenKind;
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
    private final Cache<String, Verdict<Analysis>> known;

    /** {@code nanoTime} counts nanoseconds from any start, as {@link System#nanoTime} does. */
    public Analyses(ParseLimits limits, SqlParser parser, LongSupplier nanoTime) {
        this.limits = limits;
        this.parser = parser;
        this.budget = new ParseBudget(limits, nanoTime);
        this.nanoTime = nanoTime;
        this.known = Caffeine.newBuilder()
                .maximumWeight(limits.remembered())
                .<String, Verdict<Analysis>>weigher((key, verdict) -> ENTRY_BYTES + 2 * key.length())
                .executor(Runnable::run)
                .build();
    }

    /** The analysis of a text that {@code gate} has just let pass. */
    Verdict<Analysis> of(String tenant, String sql, Dialect dialect, Gate gate) {
        boolean memorable = gate.normal().length() <= limits.maxCharacters();
        String key = memorable ? key(dialect, gate) : "";
        Verdict<Analysis> met = memorable ? known.getIfPresent(key) : null;
        Verdict<Analysis> verdict =
                met != null ? met : learn(key, tenant, dialect, gate, ReadStatement.read(sql, dialect, gate));
        // What stands inside a literal is no part of what is remembered.
        return gate.readsClock() || gate.hidesSemicolon()
                ? verdict.then(analysis -> withLiterals(tenant, sql, dialect, gate, analysis))
                : verdict;
    }

    private Verdict<Analysis> withLiterals(String tenant, String sql, Dialect dialect, Gate gate, Analysis analysis) {
        boolean varies = gate.readsClock() && !analysis.structure().has(Feature.VOLATILE);
        Analysis own = varies ? analysis.varying() : analysis;
        return gate.hidesSemicolon() && own.touched().parsed()
                ? secondOpinion(tenant, sql, dialect, own)
                : Verdict.pass(own);
    }

    /** The dialect, whether comments are run, and the normal text: as a string, because those are compared many letters at a time. */
    private static String key(Dialect dialect, Gate gate) {
        char letter = switch (dialect) {
            case POSTGRESQL -> 'p';
            case MYSQL -> 'm';
            case SQLITE -> 's';
            case DB2 -> 'd';
            case STANDARD -> 'x';
        };
        return gate.normal().after(gate.executableComment() ? Character.toUpperCase(letter) : letter);
    }

    private Verdict<Analysis> learn(String key, String tenant, Dialect dialect, Gate gate, Analysis tokens) {
        // A parser takes longest over a parenthesis that never closes, and cannot know what a server makes of a comment
        // it may run. To one that knows no bodies, the semicolons of a routine end statements.
        boolean clear = gate.balanced() && !gate.executableComment() && !gate.routine();
        String text = clear ? worthParsing(gate.normal(), dialect) : "";
        if (!text.isEmpty() && !budget.allows(tenant)) {
            return Verdict.pass(Agreement.unconfirmed(tokens));
        }
        Verdict<Analysis> verdict = text.isEmpty()
                ? Verdict.pass(Agreement.unconfirmed(tokens))
                : agreed(tokens, parse(tenant, text, dialect));
        if (!key.isEmpty()) {
            known.put(key, verdict);
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
