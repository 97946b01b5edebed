package dev.sluice.dispatcher.classify;

import dev.sluice.dispatcher.parse.Structure;
import dev.sluice.dispatcher.touch.Touched;
import dev.sluice.message.Complexity;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;

/**
 * What one statement is, as far as its text tells. The same object for every text with the same normal form, while it is remembered.
 *
 * @param kind by the leading keyword, with WITH resolved to the statement that does the work
 * @param statementClass what it does at most
 * @param fingerprint sixteen hex digits, see {@link Fingerprint}
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
        Structure structure) {}
