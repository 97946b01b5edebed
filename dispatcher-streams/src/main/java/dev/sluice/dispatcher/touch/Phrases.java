package dev.sluice.dispatcher.touch;

import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Keyword;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What takes more than one word, or one that is no keyword, to announce the name of a table. Not thread-safe. */
final class Phrases {
    private static final Set<String> JOINS = Set.of(
            "left",
            "right",
            "inner",
            "cross",
            "natural",
            "full",
            "straight_join",
            "indexed",
            "system_time",
            "business_time");
    /** Words that may stand between VACUUM and its like and the names of tables. */
    private static final Set<String> MAINTAINING = Set.of(
            "full",
            "freeze",
            "verbose",
            "analyze",
            "skip_locked",
            "index",
            "schema",
            "database",
            "system",
            "local",
            "no_write_to_binlog");

    private static final Set<String> RESOLUTIONS = Set.of("rollback", "abort", "fail", "ignore", "replace");

    private final Dialect dialect;
    private final Places places;
    /** The last two words in small letters, empty for anything else. */
    private String last = "";

    private String lastButOne = "";
    private char sign;

    Phrases(Dialect dialect, Places places) {
        this.dialect = dialect;
        this.places = places;
    }

    /** A token has passed. */
    void passed(boolean word, String sql, int start, int end) {
        lastButOne = last;
        last = word ? small(sql, start, end) : "";
        sign = word ? 0 : sql.charAt(start);
    }

    /** In MySQL's lists of tables STRAIGHT_JOIN is a join, and FOR ORDER BY after INDEX is a hint. */
    @Nullable
    Keyword keyword(@Nullable Keyword keyword, String sql, int start, int end, boolean tables) {
        if (dialect != Dialect.MYSQL || !tables) {
            return keyword;
        }
        if (small(sql, start, end).equals("straight_join")) {
            return Keyword.JOIN;
        }
        boolean hint = keyword == Keyword.FOR && ofIndex(last);
        return hint || (last.equals("for") && ofIndex(lastButOne)) ? null : keyword;
    }

    private static boolean ofIndex(String word) {
        return word.equals("index") || word.equals("key");
    }

    /** Whether DISTINCT belongs to IS DISTINCT FROM; it is an alias or a part of SELECT otherwise. */
    boolean compares() {
        return last.equals("is") || (last.equals("not") && lastButOne.equals("is"));
    }

    /** Whether this word can follow an alias in a list of tables, or says of when a table is read, and hardly begins a clause. */
    boolean joins(String sql, int start, int end) {
        boolean clause = switch (last) {
            case "for", "offset", "window", "values", "fetch", "limit" -> true;
            default -> false;
        };
        return clause && JOINS.contains(small(sql, start, end));
    }

    /** Whether parentheses that open now hold the values or the query of an IN, and no names of tables. */
    boolean afterIn() {
        return last.equals("in");
    }

    /** Whether a name that was expected still is after this sign. */
    boolean keepsExpecting(char c) {
        return c == '{' || (c == '=' && last.equals("union"));
    }

    /** Words between a keyword and the name that it announces, by where they stand. */
    boolean modifier(@Nullable Keyword keyword, String sql, int start, int end) {
        String word = small(sql, start, end);
        if (dialect == Dialect.SQLITE && last.equals("update") && keyword == Keyword.OR) {
            return true;
        }
        return (last.equals("or") && lastButOne.equals("update") && RESOLUTIONS.contains(word))
                || (sign == '{' && word.equals("oj"))
                || (places.leads(Keyword.COPY) && word.equals("binary"))
                || (places.maintains() && MAINTAINING.contains(word));
    }

    /** What is done to the table whose name follows this word, or null if none does. */
    Places.@Nullable Role announced(@Nullable Keyword keyword, String sql, int start, int end, int depth) {
        if (keyword != null && keyword != Keyword.AS) {
            return null;
        }
        String word = small(sql, start, end);
        if (places.leads(Keyword.CREATE)) {
            return created(word, depth);
        }
        return places.leads(Keyword.ALTER) && depth == 0 && altered(word) ? Places.Role.WRITTEN : null;
    }

    private Places.@Nullable Role created(String word, int depth) {
        if (word.equals("like") && depth < 2 && dialect != Dialect.SQLITE) {
            return Places.Role.READ;
        }
        boolean parent = word.equals("inherits") || (word.equals("of") && last.equals("partition"));
        return parent && depth == 0 ? Places.Role.WRITTEN : null;
    }

    private boolean altered(String word) {
        return switch (word) {
            case "inherit" -> true;
            case "to", "as" -> last.equals("rename");
            case "partition" -> last.equals("attach") || last.equals("detach");
            default -> false;
        };
    }

    private static String small(String sql, int start, int end) {
        return sql.substring(start, end).toLowerCase(Locale.ROOT);
    }
}
