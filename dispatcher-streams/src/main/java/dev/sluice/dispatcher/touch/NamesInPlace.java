package dev.sluice.dispatcher.touch;

import dev.sluice.dispatcher.lex.Dialect;
import dev.sluice.dispatcher.lex.Keyword;
import dev.sluice.dispatcher.lex.ObjectName;
import dev.sluice.dispatcher.lex.TokenKind;
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
    private final CommonTables common = new CommonTables();
    private final SortedSet<String> read = new TreeSet<>();
    private final SortedSet<String> written = new TreeSet<>();
    private final SortedSet<String> functions = new TreeSet<>();
    private final Deque<Level> levels = new ArrayDeque<>();

    private final StringBuilder name = new StringBuilder();
    private int parts;
    private boolean afterDot;
    private Places.@Nullable Role role;

    /** What is known of one pair of parentheses. */
    private static final class Level {
        private Places.@Nullable Role list;
        private boolean scalar;
    }

    public NamesInPlace(String sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
        this.places = new Places(dialect);
        levels.push(new Level());
    }

    /** The next token, with its place in the text. */
    public void token(TokenKind kind, int start, int end) {
        if (parts > 0 && continues(kind, start, end)) {
            return;
        }
        @Nullable Keyword keyword = kind == TokenKind.WORD ? Keyword.of(sql, start, end) : null;
        if (parts == 1 && keyword == Keyword.TABLE && changeTable()) {
            return;
        }
        boolean scalar = parts > 0 && finish(kind);
        boolean names = kind == TokenKind.WORD || kind == TokenKind.QUOTED;
        if (names && keyword != Keyword.RECURSIVE && common.naming(depth())) {
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
            default -> places.expect(null);
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
            if (Places.modifier(keyword) || modifier(start, end)) {
                return;
            }
            if (!Places.structural(keyword)) {
                begin(TokenKind.WORD, start, end);
                return;
            }
        }
        if (keyword == null) {
            begin(TokenKind.WORD, start, end);
            return;
        }
        Level level = levels.element();
        level.scalar &= keyword != Keyword.SELECT;
        level.list = places.after(keyword, level.list, level.scalar);
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
        levels.push(inside);
        // FROM (a JOIN b …): a query in the parentheses ends the expectation with its first word.
        inside.list = places.expected();
        places.expect(inside.list);
    }

    private void close() {
        places.expect(null);
        if (levels.size() > 1) {
            levels.pop();
        }
    }

    private void begin(TokenKind kind, int start, int end) {
        role = places.expected();
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
