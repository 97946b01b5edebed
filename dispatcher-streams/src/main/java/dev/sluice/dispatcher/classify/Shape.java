package dev.sluice.dispatcher.classify;

import dev.sluice.dispatcher.parse.Feature;
import dev.sluice.dispatcher.parse.Structure;
import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Keyword;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what a statement is made of while its tokens pass by. */
final class Shape {
    final Dialect dialect;
    private final BitSet inFrom = new BitSet();
    /** The word just before, in small letters, or empty. */
    private String lastWord = "";
    /** After FOR, as long as UPDATE or SHARE would make it a lock. */
    private boolean mayLock;

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

    /** Parentheses have come. */
    boolean argument;

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
    int commonTables;
    int setOperations;
    private int volatiles;
    boolean recursive;
    private boolean locks;

    Shape(Dialect dialect) {
        this.dialect = dialect;
    }

    void open() {
        argument = true;
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
        if (lead == Keyword.PRAGMA && depth == leadDepth) {
            second = null;
        }
        lastWord = "";
        previous = null;
        previousDot = true;
    }

    /** An option of EXPLAIN is the same in quotes, which hide what it says. */
    void quoted() {
        analyze |= lead == Keyword.EXPLAIN && main == null;
        other();
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
            volatiles++;
        } else if (Functions.varies(name, dialect)) {
            volatiles++;
        }
    }

    /** What is worth telling, as far as tokens tell. */
    Structure structure() {
        return new Structure(Map.of(
                Feature.JOIN, joins,
                Feature.SUBQUERY, subqueries(),
                Feature.COMMON_TABLE, commonTables,
                Feature.SET_OPERATION, setOperations,
                Feature.AGGREGATE, aggregates,
                Feature.GROUPING, groups,
                Feature.WINDOW, windows,
                Feature.RECURSION, recursive ? 1 : 0,
                Feature.ROW_LOCK, locks ? 1 : 0,
                Feature.VOLATILE, volatiles));
    }

    /** Every SELECT but the leading one, those with a name of their own and those joined by UNION and its like. */
    int subqueries() {
        boolean leads = lead == Keyword.SELECT || lead == Keyword.WITH || lead == Keyword.EXPLAIN;
        return Math.max(selects - (leads ? 1 : 0) - setOperations - commonTables, 0);
    }

    void word(@Nullable Keyword keyword, String sql, int start, int end) {
        if (!leadKnown) {
            leadKnown = true;
            lead = keyword;
            leadDepth = depth;
        } else {
            follow(keyword, sql, start, end);
        }
        String word = sql.substring(start, end).toLowerCase(Locale.ROOT);
        // A word after a dot is a column or a table.
        if (!previousDot) {
            phrase(keyword, word);
        }
        if (keyword != null && !previousDot) {
            count(keyword);
            if (endsFrom(keyword)) {
                inFrom.clear(Math.max(depth, 0));
            }
        }
        passed(keyword);
        lastWord = word;
    }

    /** What takes more than one word, or one that is no keyword. */
    private void phrase(@Nullable Keyword keyword, String word) {
        boolean next = keyword == Keyword.FOR && (lastWord.equals("value") || lastWord.equals("nextval"));
        boolean keeps = word.equals("keep") && lastWord.equals("and");
        boolean shares = keyword == Keyword.SHARE && previous == Keyword.IN;
        boolean locksNow = mayLock && (keyword == Keyword.UPDATE || keyword == Keyword.SHARE);
        locks |= locksNow || shares || keeps;
        changesData |= next || locks;
        if (next || Functions.varyingWord(lastWord, word)) {
            volatiles++;
        }
        mayLock = keyword == Keyword.FOR || (mayLock && (keyword == Keyword.KEY || word.equals("no")));
    }

    private void follow(@Nullable Keyword keyword, String sql, int start, int end) {
        if (second == null) {
            second = sql.substring(start, end);
        }
        if (lead == Keyword.ANALYZE && main == null && dialect == Dialect.MYSQL && explains(keyword)) {
            // MariaDB's ANALYZE with a statement runs it and explains what it did; with TABLE it gathers statistics.
            lead = Keyword.EXPLAIN;
            analyze = true;
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
            case RECURSIVE -> recursive = true;
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
        lastWord = "";
        previous = keyword;
        previousDot = false;
    }

    private static boolean works(Keyword keyword) {
        return switch (keyword) {
            case SELECT, INSERT, UPDATE, DELETE, MERGE, REPLACE, VALUES, TABLE, CREATE, EXECUTE, CALL -> true;
            default -> false;
        };
    }

    private boolean explains(@Nullable Keyword keyword) {
        return keyword != null && keyword != Keyword.TABLE && works(keyword);
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
