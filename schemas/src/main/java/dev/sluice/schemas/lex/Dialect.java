package dev.sluice.schemas.lex;

import java.util.Locale;

/**
 * What a lexer must know about an engine's SQL. MySQL is taken with its default SQL mode (backslash escapes on, ANSI quotes off),
 * PostgreSQL with standard-conforming strings.
 */
public enum Dialect {
    POSTGRESQL,
    /** MySQL and MariaDB. */
    MYSQL,
    SQLITE,
    /** Db2 for Linux, UNIX and Windows: names may hold {@code #}, {@code @} and {@code $}. */
    DB2,
    /** Engines without rules of their own here: standard SQL. */
    STANDARD;

    /** The dialect of an engine. */
    public static Dialect of(String engine) {
        return switch (engine) {
            case "postgresql" -> POSTGRESQL;
            case "mysql", "mariadb" -> MYSQL;
            case "sqlite" -> SQLITE;
            case "db2" -> DB2;
            default -> STANDARD;
        };
    }

    /** Whether this name in quotes is the one that the same letters without quotes would be, whatever their case. */
    boolean folds(String quoted) {
        return switch (this) {
            case POSTGRESQL -> false;
            case MYSQL, SQLITE -> true;
            case DB2, STANDARD -> quoted.equals(quoted.toUpperCase(Locale.ROOT));
        };
    }

    /** Whether letters without quotes are small ones to the server, so that small ones in quotes are the same name. */
    boolean foldsToSmall() {
        return this != STANDARD && this != DB2;
    }

    /** The name in small letters, as the server makes them: PostgreSQL leaves alone what is beyond ASCII. */
    String small(String name) {
        if (this != POSTGRESQL) {
            return name.toLowerCase(Locale.ROOT);
        }
        char[] letters = name.toCharArray();
        for (int at = 0; at < letters.length; at++) {
            letters[at] = Characters.lower(letters[at]);
        }
        return new String(letters);
    }

    /** A string where a name must stand is taken for the name. */
    public boolean stringsName() {
        return this == SQLITE;
    }

    /** A query of a WITH may name itself without RECURSIVE. */
    public boolean recursiveAnyway() {
        return this == SQLITE || this == DB2;
    }

    /** A query can stand for the table that is to be changed. */
    public boolean changesQueries() {
        return this == DB2 || this == STANDARD;
    }

    /** A backslash escapes the next character in every string, not only in {@code E'…'}. */
    boolean backslashEscapes() {
        return this == MYSQL;
    }

    /** Double quotes hold a string, not an identifier. */
    boolean doubleQuotedStrings() {
        return this == MYSQL;
    }

    boolean backtickIdentifiers() {
        return this == MYSQL || this == SQLITE;
    }

    boolean bracketIdentifiers() {
        return this == SQLITE;
    }

    /** {@code $tag$…$tag$} strings and {@code E'…'}. */
    boolean postgresStrings() {
        return this == POSTGRESQL;
    }

    /** A comment inside a comment must be closed by itself. Elsewhere the first end ends them all. */
    boolean nestedComments() {
        return this == POSTGRESQL || this == DB2;
    }

    /** Names may start with or hold {@code #}, {@code @} and {@code $}. */
    boolean signsInNames() {
        return this == DB2;
    }

    /** {@code # comment}, and {@code --} only with white space after it. */
    boolean mysqlComments() {
        return this == MYSQL;
    }

    /** A carriage return ends a {@code --} comment; elsewhere only a line feed does. */
    boolean carriageReturnEndsComment() {
        return this == POSTGRESQL;
    }

    /** {@code ??} is the operator {@code ?} and no placeholder, as in the PostgreSQL driver. */
    boolean doubledQuestionMarkOperator() {
        return this == POSTGRESQL;
    }
}
