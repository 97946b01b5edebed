package dev.sluice.dispatcher.touch;

import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Keyword;
import org.jspecify.annotations.Nullable;

/** Which keywords announce the name of a table, and what is done to that table. Not thread-safe. */
final class Places {
    /** What is done to a table whose name stands here. */
    enum Role {
        READ,
        WRITTEN,
        /** Read, and what follows in parentheses are its columns. */
        REFERENCED
    }

    private final Dialect dialect;
    private @Nullable Role expected;
    private @Nullable Keyword lead;
    private @Nullable Keyword previous;
    private boolean started;
    private boolean removes;
    private boolean merging;
    /** Since the last FROM. */
    private boolean joined;
    /** A DELETE whose FROM has not come yet. */
    private boolean deletes;

    private boolean onTable;

    Places(Dialect dialect) {
        this.dialect = dialect;
    }

    /** What a name would be that comes now, or null if it would be no table's. */
    @Nullable
    Role expected() {
        return expected;
    }

    void expect(@Nullable Role role) {
        expected = role;
        previous = null;
        started = true;
    }

    /** Whether the word that comes now is an alias if it can be one. */
    boolean afterAs() {
        return previous == Keyword.AS;
    }

    /** Whether the statement begins with this word. */
    boolean leads(Keyword keyword) {
        return lead == keyword;
    }

    /** Whether the statement looks after tables, and what is in its first parentheses are options. */
    boolean maintains() {
        return lead != null
                && switch (lead) {
                    case VACUUM, ANALYZE, ANALYSE, CLUSTER, REINDEX, OPTIMIZE -> true;
                    default -> false;
                };
    }

    /** A name has come. */
    void named() {
        expect(null);
    }

    /** Words that may stand between a keyword and the name that it announces. */
    static boolean modifier(@Nullable Keyword keyword) {
        if (keyword == null) {
            return false;
        }
        return switch (keyword) {
            case ONLY, LATERAL, IF, NOT, EXISTS, IGNORE, TABLE -> true;
            default -> false;
        };
    }

    /** Words that are never a name without quotes. */
    static boolean structural(@Nullable Keyword keyword) {
        if (keyword == null) {
            return false;
        }
        return switch (keyword) {
            case SELECT, VALUES, WITH, SET, FROM, WHERE, USING, ON, AS, JOIN, INTO, ORDER, GROUP, HAVING -> true;
            case UNION, INTERSECT, EXCEPT, LIMIT, FOR, RETURNING, WINDOW, OFFSET, FETCH, UPDATE, DELETE -> true;
            default -> false;
        };
    }

    /**
     * Takes a keyword that is no name.
     *
     * @param list what the names of the comma-separated list are that goes on in these parentheses, or null if none does
     * @param scalar whether FROM belongs to a function here
     * @return the same after this keyword
     */
    @Nullable
    Role after(Keyword keyword, @Nullable Role list, boolean scalar) {
        boolean leads = !started;
        started = true;
        if (leads) {
            lead = keyword;
        }
        @Nullable Keyword before = previous;
        previous = keyword;
        expected = leads ? announcedByLead(keyword) : null;
        return switch (keyword) {
            case FROM -> scalar || before == Keyword.DISTINCT || lead == Keyword.REVOKE ? list : from();
            case JOIN -> join(list);
            case INTO -> announce(Role.WRITTEN, list);
            case UPDATE -> updates(before) ? announce(Role.WRITTEN, Role.WRITTEN) : null;
            case USING -> using(list);
            case IN -> dialect == Dialect.SQLITE ? announce(Role.READ, list) : list;
            case ON -> onTable ? announce(Role.WRITTEN, Role.WRITTEN) : list;
            case REFERENCES -> announce(Role.REFERENCED, list);
            case TABLE, VIEW, TRUNCATE -> object(keyword);
            case DELETE, MERGE -> removing(keyword, before, list);
            case INDEX, TRIGGER -> onTable(list);
            case UNION -> union();
            case WHERE, GROUP, HAVING, ORDER, LIMIT, INTERSECT, EXCEPT, SET, SELECT, VALUES -> null;
            case FOR, RETURNING, WINDOW, OFFSET, FETCH -> null;
            default -> leads ? expected : list;
        };
    }

    private @Nullable Role announcedByLead(Keyword keyword) {
        onTable = keyword == Keyword.GRANT || keyword == Keyword.REVOKE;
        return switch (keyword) {
            case COPY, LOCK, VACUUM, ANALYZE, ANALYSE, CLUSTER, REINDEX, OPTIMIZE -> Role.WRITTEN;
            case DESCRIBE, DESC -> Role.READ;
            case INSERT, REPLACE -> dialect == Dialect.MYSQL ? Role.WRITTEN : null;
            default -> null;
        };
    }

    private @Nullable Role announce(@Nullable Role role, @Nullable Role list) {
        expected = role;
        return list;
    }

    private Role from() {
        Role role = deletes ? Role.WRITTEN : Role.READ;
        deletes = false;
        joined = false;
        expected = role;
        return role;
    }

    /** Where one of several tables is changed, no text tells which: aliases and columns may belong to any. */
    private @Nullable Role join(@Nullable Role list) {
        joined = true;
        return announce(list == Role.WRITTEN ? Role.WRITTEN : Role.READ, list);
    }

    private @Nullable Role using(@Nullable Role list) {
        boolean columns = joined && !merging;
        if (!removes || columns) {
            return list;
        }
        Role role = dialect == Dialect.MYSQL ? Role.WRITTEN : Role.READ;
        return announce(role, role);
    }

    /** Also what MySQL's table of several tables is made of. */
    private @Nullable Role union() {
        boolean defines = lead == Keyword.CREATE || lead == Keyword.ALTER;
        return announce(defines && dialect == Dialect.MYSQL ? Role.READ : null, null);
    }

    /** Not ON CONFLICT DO UPDATE, ON DUPLICATE KEY UPDATE, FOR UPDATE, FOR NO KEY UPDATE, ON UPDATE CASCADE. */
    private static boolean updates(@Nullable Keyword before) {
        return before != Keyword.FOR && before != Keyword.KEY && before != Keyword.DO && before != Keyword.ON;
    }

    private @Nullable Role object(Keyword keyword) {
        boolean defines = lead == Keyword.CREATE || lead == Keyword.ALTER || lead == Keyword.REFRESH;
        boolean several = lead == Keyword.DROP || lead == Keyword.TRUNCATE || lead == Keyword.LOCK || maintains();
        expected = defines || several || keyword != Keyword.TABLE ? Role.WRITTEN : Role.READ;
        return several ? expected : null;
    }

    /** Not ON DELETE CASCADE, nor what MERGE does THEN. */
    private @Nullable Role removing(Keyword keyword, @Nullable Keyword before, @Nullable Role list) {
        boolean merges = removes && lead == Keyword.MERGE;
        deletes = keyword == Keyword.DELETE && before != Keyword.ON && !merges;
        removes = true;
        merging = keyword == Keyword.MERGE || merges;
        if (deletes && dialect == Dialect.MYSQL) {
            return announce(Role.WRITTEN, Role.WRITTEN);
        }
        return list;
    }

    private @Nullable Role onTable(@Nullable Role list) {
        onTable |= lead == Keyword.CREATE || lead == Keyword.DROP;
        return list;
    }
}
