package dev.sluice.dispatcher.classify;

import dev.sluice.dispatcher.parse.Feature;
import dev.sluice.dispatcher.parse.Structure;
import dev.sluice.dispatcher.touch.Touched;
import dev.sluice.message.Complexity;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import java.util.Map;

/**
 * What one statement is, as far as its text tells. The same object for every text with the same normal form, while it is remembered.
 *
 * @param kind by the leading keyword, with WITH resolved to the statement that does the work
 * @param statementClass what it does at most
 * @param fingerprint sixteen hex digits, see {@link dev.sluice.dispatcher.normal.Fingerprint}
 * @param weight points of work: 0 is a point access, see {@link Weight}
 * @param touched the tables and functions it names
 * @param structure what it is built of
 */
public record Analysis(
        StatementKind kind,
        StatementClass statementClass,
        Complexity complexity,
        String fingerprint,
        int weight,
        Touched touched,
        Structure structure) {
    /** The same statement with a value that is another one each time. */
    Analysis varying() {
        Structure varying = structure.plus(new Structure(Map.of(Feature.VOLATILE, 1)));
        return new Analysis(kind, statementClass, complexity, fingerprint, weight, touched, varying);
    }
}
