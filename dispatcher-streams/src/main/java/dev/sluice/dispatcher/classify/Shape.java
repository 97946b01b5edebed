package dev.sluice.dispatcher.classify;

import dev.sluice.dispatcher.lex.Keyword;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Counts what a statement is made of while its tokens pass by. */
final class Shape {
    private final BitSet inFrom = new BitSet();
    private @Nullable Keyword previous;
    private boolean previousDot;
    private int depth;
    private int leadDepth;

    @Nullable
    Keyword lead;

    boolean leadKnown;
    /** For WITH and EXPLAIN: the keyword of the statement that does the work. */
    @Nullable
    Keyword main;
    /** For CREATE, DROP and ALTER: TABLE, INDEX or VIEW, or null for anything else. */
    @Nullable
    Keyword object;

    private boolean objectKnown;
    /** The word after the leading one. */
    @Nullable
    String second;

    boolean changesData;
    boolean analyze;
    boolean setsValue;
    boolean where;
    boolean limit;
    boolean order;
    int selects;
    int joins;
    int froms;
    int groups;
    int aggregates;
    int windows;
    int withs;
    int setOperations;

    void open() {
        depth++;
        passed(null);
    }

    void close() {
        inFrom.clear(Math.max(depth, 0));
        depth--;
        passed(null);
    }

    void comma() {
        if (depth >= 0 && inFrom.get(depth)) {
            joins++;
        }
        passed(null);
    }

    void dot() {
        previous = null;
        previousDot = true;
    }

    /** A literal, a quoted name, an operator: nothing that says what the statement is. */
    void other() {
        leadKnown = true;
        passed(null);
    }

    void equalsSign() {
        setsValue = true;
        other();
    }

    /** A name followed by an opening parenthesis. */
    void function(String name) {
        if (Functions.aggregate(name)) {
            aggregates++;
        } else if (Functions.changesData(name)) {
            changesData = true;
        }
    }

    void word(@Nullable Keyword keyword, String sql, int start, int end) {
        if (!leadKnown) {
            leadKnown = true;
            lead = keyword;
            leadDepth = depth;
        } else {
            follow(keyword, sql, start, end);
        }
        // A keyword after a dot is a column or a table.
        if (keyword != null && !previousDot) {
            count(keyword);
            if (endsFrom(keyword)) {
                inFrom.clear(Math.max(depth, 0));
            }
        }
        passed(keyword);
    }

    private void follow(@Nullable Keyword keyword, String sql, int start, int end) {
        if (second == null) {
            second = sql.substring(start, end);
        }
        if (main == null && keyword != null && (lead == Keyword.EXPLAIN || depth == leadDepth) && works(keyword)) {
            main = keyword;
        }
        if (!objectKnown && !qualifiesObject(keyword)) {
            objectKnown = true;
            object = keyword;
        }
    }

    private void count(Keyword keyword) {
        switch (keyword) {
            case INSERT, UPDATE, DELETE, MERGE, INTO -> changesData = true;
            case SHARE -> changesData |= previous == Keyword.FOR || previous == Keyword.KEY || previous == Keyword.IN;
            case ANALYZE, ANALYSE -> analyze = true;
            case SELECT -> selects++;
            case FROM -> startFrom();
            case JOIN -> joins++;
            case WHERE -> where = true;
            case GROUP, HAVING -> groups++;
            case ORDER -> order = true;
            case LIMIT -> limit = true;
            case UNION, INTERSECT, EXCEPT -> setOperations++;
            case DISTINCT -> groups++;
            case OVER -> windows++;
            case WITH -> withs++;
            default -> {}
        }
    }

    private void startFrom() {
        froms++;
        inFrom.set(Math.max(depth, 0));
    }

    private static boolean endsFrom(Keyword keyword) {
        return switch (keyword) {
            case WHERE, GROUP, HAVING, ORDER, LIMIT, UNION, INTERSECT, EXCEPT, SET -> true;
            default -> false;
        };
    }

    private void passed(@Nullable Keyword keyword) {
        previous = keyword;
        previousDot = false;
    }

    private static boolean works(Keyword keyword) {
        return switch (keyword) {
            case SELECT, INSERT, UPDATE, DELETE, MERGE, REPLACE, VALUES, TABLE -> true;
            default -> false;
        };
    }

    private static boolean qualifiesObject(@Nullable Keyword keyword) {
        if (keyword == null) {
            return false;
        }
        return switch (keyword) {
            case OR, REPLACE, TEMP, TEMPORARY, UNIQUE, MATERIALIZED, UNLOGGED, GLOBAL, LOCAL, FULLTEXT, VIRTUAL -> true;
            default -> false;
        };
    }
}
