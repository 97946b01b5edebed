package dev.sluice.schemas.template;

/** How an engine's SQL quotes and comments, as far as it must be known to tell what is no placeholder. */
enum Quoting {
    POSTGRESQL,
    /** MySQL and MariaDB with their default SQL mode. */
    MYSQL,
    SQLITE,
    DB2,
    /** Engines without rules of their own here. */
    STANDARD;

    static Quoting of(String engine) {
        return switch (engine) {
            case "postgresql" -> POSTGRESQL;
            case "mysql", "mariadb" -> MYSQL;
            case "sqlite" -> SQLITE;
            case "db2" -> DB2;
            default -> STANDARD;
        };
    }

    /** Whether this character opens a string or a name in quotes that the same character closes. */
    boolean quotes(char c) {
        return c == '\'' || c == '"' || (c == '`' && (this == MYSQL || this == SQLITE));
    }

    /** Whether a backslash escapes what follows it in these quotes. */
    boolean escapes(char quote) {
        return this == MYSQL && quote != '`';
    }

    /** Whether a string may follow this single letter without a blank and be one with it. */
    boolean prefixes(char letter) {
        return switch (lower(letter)) {
            case 'n', 'b', 'x' -> true;
            case 'e' -> this == POSTGRESQL;
            case 'g' -> this == DB2;
            default -> false;
        };
    }

    /** Whether a backslash escapes what follows it in a string after this letter. */
    boolean escapesAfter(char letter) {
        return this == MYSQL || (this == POSTGRESQL && lower(letter) == 'e');
    }

    /** Whether {@code [name]} is a name. */
    boolean brackets() {
        return this == SQLITE;
    }

    /** Whether {@code $tag$…$tag$} is a string. */
    boolean dollars() {
        return this == POSTGRESQL;
    }

    /** Whether {@code ??} is an operator and no placeholder. */
    boolean doubledQuestionMark() {
        return this == POSTGRESQL;
    }

    /** Whether a comment within a comment must be closed by itself. */
    boolean nests() {
        return this == POSTGRESQL || this == DB2;
    }

    /** Whether {@code #} begins a comment, {@code --} only before a blank, and what is in {@code /*! … *}{@code /} may run. */
    boolean mysqlComments() {
        return this == MYSQL;
    }

    boolean endsLineComment(char c) {
        return c == '\n' || (c == '\r' && this == POSTGRESQL);
    }

    boolean startsWord(char c) {
        boolean sign = c == '#' || c == '@' || c == '$';
        char lower = lower(c);
        return (lower >= 'a' && lower <= 'z') || c == '_' || c >= 0x80 || (sign && this == DB2);
    }

    boolean continuesWord(char c) {
        return startsWord(c) || digit(c) || c == '$';
    }

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
}
