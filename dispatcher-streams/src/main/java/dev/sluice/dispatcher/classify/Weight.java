package dev.sluice.dispatcher.classify;

import dev.sluice.dispatcher.parse.Feature;
import dev.sluice.dispatcher.parse.Structure;
import dev.sluice.message.Complexity;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;

/** How much work the text of a statement suggests. A guess, for want of a measured history: it only picks the first lane. */
final class Weight {
    /** Heavier than any query: what rebuilds or scans whole tables. */
    static final int HEAVY = 100;

    private Weight() {}

    static int points(Shape shape, StatementKind kind, StatementClass statementClass) {
        return switch (statementClass) {
            case DDL, MAINTENANCE -> HEAVY;
            case TRANSACTION, CONTROL -> 1;
            case READ, WRITE -> kind == StatementKind.COPY ? HEAVY : query(shape) + unknown(shape, kind);
        };
    }

    private static int query(Shape shape) {
        boolean unfiltered = shape.froms > 0 && !shape.where && (!shape.limit || shape.order);
        return Math.min(shape.joins, 3)
                + 3 * shape.subqueries()
                + 6 * Math.min(shape.commonTables, HEAVY)
                + (shape.aggregates + shape.groups > 0 ? 2 : 0)
                + 3 * Math.min(shape.windows, 2)
                + 2 * shape.setOperations
                + (unfiltered ? 2 : 0);
    }

    /** What is not plain data access may do anything; an UPDATE without a condition touches the whole table. */
    private static int unknown(Shape shape, StatementKind kind) {
        return switch (kind) {
            case OTHER, CALL -> 2;
            case UPDATE -> shape.where ? 0 : 2;
            default -> 0;
        };
    }

    static Complexity complexity(Structure structure) {
        boolean united = structure.has(Feature.SET_OPERATION);
        boolean nested = structure.has(Feature.SUBQUERY);
        boolean gathered =
                structure.has(Feature.AGGREGATE) || structure.has(Feature.GROUPING) || structure.has(Feature.WINDOW);
        if (structure.has(Feature.COMMON_TABLE)
                || structure.has(Feature.RECURSION)
                || (united && (nested || structure.has(Feature.WINDOW)))) {
            return Complexity.VERY_COMPLEX;
        }
        if (united || nested || gathered) {
            return Complexity.COMPLEX;
        }
        return structure.has(Feature.JOIN) ? Complexity.MODERATE : Complexity.SIMPLE;
    }
}
