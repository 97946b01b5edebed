package dev.sluice.dispatcher.classify;

import dev.sluice.dispatcher.lex.Keyword;
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
                + 3 * subqueries(shape)
                + 6 * shape.withs
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

    static Complexity complexity(Shape shape) {
        if (shape.withs > 0 || (shape.setOperations > 0 && subqueries(shape) > 0)) {
            return Complexity.VERY_COMPLEX;
        }
        if (subqueries(shape) + shape.aggregates + shape.groups + shape.windows + shape.setOperations > 0) {
            return Complexity.COMPLEX;
        }
        return shape.joins > 0 ? Complexity.MODERATE : Complexity.SIMPLE;
    }

    /** Every SELECT but the leading one and those joined by UNION and its like. */
    private static int subqueries(Shape shape) {
        boolean leads = shape.lead == Keyword.SELECT || shape.lead == Keyword.WITH || shape.lead == Keyword.EXPLAIN;
        return Math.max(shape.selects - (leads ? 1 : 0) - shape.setOperations - shape.withs, 0);
    }
}
