package dev.sluice.dispatcher.classify;

import dev.sluice.dispatcher.parse.Feature;
import dev.sluice.dispatcher.parse.Parse;
import dev.sluice.dispatcher.parse.Structure;
import dev.sluice.dispatcher.touch.Touched;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;

/** What counts of a statement that tokens and a parser have read: of two readings, always the heavier one. */
final class Agreement {
    private Agreement() {}

    /** A parser understood it too. Names come from the tokens, which see more of them; structure comes from the parser. */
    static Analysis confirmed(Analysis tokens, Parse.Understood parsed) {
        boolean heavier = parsed.effect() == Parse.Effect.CHANGES && tokens.statementClass() == StatementClass.READ;
        Structure structure =
                parsed.structure().map(seen -> both(seen, tokens.structure())).orElse(tokens.structure());
        return with(tokens, heavier ? StatementClass.WRITE : tokens.statementClass(), structure, true);
    }

    /**
     * No parser understood it, so nobody vouches that a query only reads: it counts as a write. SHOW, EXPLAIN and the like stay what
     * their first word says.
     */
    static Analysis unconfirmed(Analysis tokens) {
        boolean query = tokens.kind() == StatementKind.SELECT || tokens.kind() == StatementKind.VALUES;
        boolean reads = tokens.statementClass() == StatementClass.READ;
        return with(tokens, query && reads ? StatementClass.WRITE : tokens.statementClass(), tokens.structure(), false);
    }

    private static Structure both(Structure parsed, Structure tokens) {
        Structure joined = parsed.or(tokens, Feature.ROW_LOCK, Feature.VOLATILE, Feature.RECURSION);
        // Tokens cannot tell sum(x) from sum(x) OVER (…), but they know more names of aggregates.
        return parsed.has(Feature.WINDOW) ? joined : joined.or(tokens, Feature.AGGREGATE);
    }

    private static Analysis with(Analysis tokens, StatementClass heavier, Structure structure, boolean parsed) {
        Touched touched = tokens.touched();
        return new Analysis(
                tokens.kind(),
                heavier,
                Weight.complexity(structure),
                tokens.fingerprint(),
                tokens.weight(),
                new Touched(touched.read(), touched.written(), touched.functions(), parsed),
                structure);
    }
}
