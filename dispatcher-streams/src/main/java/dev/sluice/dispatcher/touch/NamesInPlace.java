package dev.sluice.dispatcher.touch;

import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Keyword;
import dev.sluice.schemas.lex.ObjectName;
import dev.sluice.schemas.lex.TokenKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Collects the names that stand where the name of a table or of a function would, while the tokens of one statement pass by. It knows
 * no grammar, so it works on every text; where a place is open to doubt the name counts. Not thread-safe.
 */
public final class NamesInPlace {
    /** Words between a keyword and the name that it announces. */
    private static final Set<String> MODIFIERS =
            Set.of("concurrently", "low_priority", "high_priority", "quick", "delayed", "tables");
    /** Functions in whose parentheses FROM is a part of their own syntax. */
    private static final Set<String> FROM_OF_THEIR_OWN = Set.of("extract", "substring", "trim", "overlay", "position");

    private static final Set<String> CHANGE_TABLES = Set.of("final", "new", "old");

    private final String sql;
    private final Dialect dialect;
    private final Places places;
    private final Phrases phrases;
    private final CommonTables common;
    private final SortedSet<String> read = new TreeSet<>();
    private final SortedSet<String> written = new TreeSet<>();
    private final SortedSet<String> functions = new TreeSet<>();
    private final Deque<Level> levels = new ArrayDeque<>();

    private final StringBuilder name = new StringBuilder();
    private int parts;
    private boolean afterDot;
    /** A table by its name, not what a query gives. */
    private boolean copiesTable;

    private Places.@Nullable Role role;

    /** What is known of one pair of parentheses. */
    private static final class Level {
        private Places.@Nullable Role list;
        private boolean scalar;
        /** A SELECT has come in them. */
        private boolean selects;
        /** The query in them is what an INSERT, UPDATE or DELETE changes. */
        private boolean changed;
        /** They hold options, and the tables come behind. */
        private boolean options;
        /** The list that the last word ended, if that word was a clause and no alias. */
        private Places.@Nullable Role ended;
    }

    public NamesInPlace(String sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
        this.places = new Places(dialect);
        this.common = new CommonTables(dialect.recursiveAnyway());
        this.phrases = new Phrases(dialect, places);
        levels.push(new Level());
    }

    /** The next token, with its place in the text. */
    public void token(TokenKind kind, int start, int end) {
        if (parts > 0 && continues(kind, start, end)) {
            return;
        }
        @Nullable Keyword keyword = kind == TokenKind.WORD ? keyword(start, end) : null;
        if (parts == 1 && keyword == Keyword.TABLE && changeTable()) {
            return;
        }
        boolean scalar = parts > 0 && finish(kind);
        boolean names = kind == TokenKind.WORD || kind == TokenKind.QUOTED;
        resume(kind, keyword, start, end);
        if (names && nameable(keyword) && common.naming(depth())) {
            common.named(part(kind, start, end));
            return;
        }
        int outside = kind == TokenKind.CLOSE ? depth() - 1 : depth();
        common.token(kind, keyword, outside);
        switch (kind) {
            case WORD -> word(keyword, start, end);
            case QUOTED -> begin(kind, start, end);
            case LITERAL -> literal(kind, start, end);
            case OPEN -> open(scalar);
            case CLOSE -> close();
            case COMMA -> places.expect(levels.element().list);
            case OPERATOR -> operator(sql.charAt(start));
            default -> places.expect(null);
        }
        phrases.passed(kind == TokenKind.WORD, sql, start, end);
    }

    /** The keyword, unless it stands where only an alias can: many servers take most of their words for one. */
    private @Nullable Keyword keyword(int start, int end) {
        boolean alias = places.afterAs() && parts == 0 && levels.element().list != null;
        return alias
                ? null
                : phrases.keyword(Keyword.of(sql, start, end), sql, start, end, levels.element().list != null);
    }

    /** Not what follows WITH as an alias, or as a part of ALTER TABLE … WITH TABLE. */
    private static boolean nameable(@Nullable Keyword keyword) {
        return keyword != Keyword.RECURSIVE && keyword != Keyword.TABLE && !Places.structural(keyword);
    }

    /** What ended the list of tables was an alias after all, if this comes next. */
    private void resume(TokenKind kind, @Nullable Keyword keyword, int start, int end) {
        Level level = levels.element();
        boolean goesOn = kind == TokenKind.COMMA
                || keyword == Keyword.JOIN
                || (kind == TokenKind.WORD && phrases.joins(sql, start, end));
        if (level.ended != null && goesOn) {
            level.list = level.ended;
        }
        level.ended = null;
    }

    /** {@code UNION = (a, b)} and {@code {oj a JOIN b}} have the names behind. */
    private void operator(char c) {
        boolean announces = phrases.keepsExpecting(c);
        if (!announces) {
            places.expect(null);
        }
    }

    /** Everything collected so far, unparsed. */
    public Touched touched() {
        if (parts > 0) {
            finish(TokenKind.END);
        }
        return new Touched(read, written, functions, false);
    }

    /** Names given to queries by WITH. */
    public int commonTables() {
        return common.count();
    }

    /** Whether one of them names itself where that needs no RECURSIVE. */
    public boolean recursive() {
        return common.recursive();
    }

    /** FROM FINAL TABLE (INSERT …) in Db2: no name after all, and the statement in the parentheses tells its tables itself. */
    private boolean changeTable() {
        if (dialect != Dialect.DB2 || role != Places.Role.READ || !CHANGE_TABLES.contains(name.toString())) {
            return false;
        }
        name.setLength(0);
        parts = 0;
        return true;
    }

    private int depth() {
        return levels.size() - 1;
    }

    private String part(TokenKind kind, int start, int end) {
        return ObjectName.part(sql, start, end, kind != TokenKind.WORD, dialect);
    }

    private void word(@Nullable Keyword keyword, int start, int end) {
        if (places.expected() != null) {
            if (Places.modifier(keyword) || modifier(start, end) || phrases.modifier(keyword, sql, start, end)) {
                return;
            }
            if (!Places.structural(keyword)) {
                begin(TokenKind.WORD, start, end);
                return;
            }
        }
        Places.@Nullable Role announced = phrases.announced(keyword, sql, start, end, depth());
        if (announced != null) {
            places.expect(announced);
        } else if (keyword == null) {
            copied(start, end);
            begin(TokenKind.WORD, start, end);
        } else if (keyword == Keyword.FROM && depth() == 0 && places.leads(Keyword.COPY)) {
            places.expect(null);
        } else {
            clause(keyword);
        }
    }

    private void clause(Keyword keyword) {
        Level level = levels.element();
        level.scalar &= keyword != Keyword.SELECT;
        level.selects |= keyword == Keyword.SELECT;
        Places.@Nullable Role before = level.list;
        level.list = places.after(keyword, before, level.scalar);
        if (level.changed && level.selects && keyword == Keyword.FROM) {
            places.expect(Places.Role.WRITTEN);
            level.list = Places.Role.WRITTEN;
        }
        if (keyword == Keyword.DISTINCT && !phrases.compares()) {
            places.expect(null);
        }
        boolean alias = level.selects && (keyword == Keyword.SET || keyword == Keyword.VALUES);
        if (level.list == null && before != null && keyword != Keyword.SELECT) {
            level.list = alias ? before : null;
            level.ended = before;
        }
    }

    /** COPY … TO reads the table that it names. */
    private void copied(int start, int end) {
        boolean to = end - start == 2 && sql.regionMatches(true, start, "to", 0, 2);
        if (to && copiesTable && depth() == 0) {
            read.addAll(written);
            written.clear();
        }
    }

    private void literal(TokenKind kind, int start, int end) {
        if (places.expected() != null && namesByString(kind, start)) {
            begin(kind, start, end);
        } else {
            places.expect(null);
        }
    }

    private boolean namesByString(TokenKind kind, int start) {
        return kind == TokenKind.LITERAL && dialect.stringsName() && sql.charAt(start) == '\'';
    }

    private boolean modifier(int start, int end) {
        return end - start <= 13 && MODIFIERS.contains(sql.substring(start, end).toLowerCase(Locale.ROOT));
    }

    private void open(boolean scalar) {
        Level inside = new Level();
        inside.scalar = scalar;
        inside.options = places.maintains() && places.expected() != null;
        // FROM (a JOIN b …): a query in the parentheses ends the expectation with its first word.
        boolean query = places.leads(Keyword.COPY) || inside.options || phrases.afterIn();
        inside.list = query ? null : places.expected();
        inside.changed = inside.list == Places.Role.WRITTEN && dialect.changesQueries();
        levels.push(inside);
        places.expect(inside.list);
    }

    private void close() {
        places.expect(levels.element().options ? Places.Role.WRITTEN : null);
        if (levels.size() > 1) {
            levels.pop();
        }
    }

    private void begin(TokenKind kind, int start, int end) {
        role = places.expected();
        copiesTable |= role != null && depth() == 0 && places.leads(Keyword.COPY);
        places.named();
        parts = 1;
        afterDot = false;
        name.append(part(kind, start, end));
    }

    private boolean continues(TokenKind kind, int start, int end) {
        if (kind == TokenKind.DOT && !afterDot) {
            afterDot = true;
            return true;
        }
        if (afterDot && (kind == TokenKind.WORD || kind == TokenKind.QUOTED || namesByString(kind, start))) {
            afterDot = false;
            parts++;
            name.append('.').append(part(kind, start, end));
            return true;
        }
        return false;
    }

    /** Puts the name that has come to its end where it belongs; true if it opens parentheses with a FROM of their own. */
    private boolean finish(TokenKind next) {
        String whole = name.toString();
        boolean single = parts == 1;
        name.setLength(0);
        parts = 0;
        boolean called = next == TokenKind.OPEN;
        if (role == Places.Role.WRITTEN) {
            written.add(whole);
        } else if (role == Places.Role.REFERENCED || (role == Places.Role.READ && !called)) {
            if (!single || !common.hides(whole)) {
                read.add(whole);
            }
        } else if (called) {
            functions.add(whole);
        }
        return called && role == null && FROM_OF_THEIR_OWN.contains(whole);
    }
}
