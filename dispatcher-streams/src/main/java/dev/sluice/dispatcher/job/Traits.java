package dev.sluice.dispatcher.job;

import dev.sluice.dispatcher.parse.Structure;
import dev.sluice.dispatcher.touch.Touched;
import dev.sluice.message.Complexity;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;

/**
 * What the SQL of a job is; of several statements, the kind of the one that does most, the heaviest class and complexity, and all that
 * any of them touches and is built of.
 */
public record Traits(
        StatementKind kind,
        StatementClass statementClass,
        Complexity complexity,
        String fingerprint,
        Touched touched,
        Structure structure) {}
