package dev.sluice.schemas.lex;

import org.jspecify.annotations.Nullable;

/** The words that say what a statement is or how heavy it is. Every other word is a name to us. */
public enum Keyword {
    ABORT,
    ALTER,
    ANALYSE,
    ANALYZE,
    AS,
    BEGIN,
    CALL,
    CHECKPOINT,
    CLUSTER,
    COMMIT,
    COPY,
    CREATE,
    DELETE,
    DESC,
    DESCRIBE,
    DISTINCT,
    DO,
    DROP,
    END,
    EXCEPT,
    EXECUTE,
    EXISTS,
    EXPLAIN,
    FETCH,
    FOR,
    FROM,
    FULLTEXT,
    GLOBAL,
    GRANT,
    GROUP,
    HAVING,
    IF,
    IGNORE,
    IN,
    INDEX,
    INSERT,
    INTERSECT,
    INTO,
    JOIN,
    KEY,
    LATERAL,
    LIMIT,
    LOCAL,
    LOCK,
    MATERIALIZED,
    MERGE,
    NOT,
    OFFSET,
    ON,
    ONLY,
    OPTIMIZE,
    OR,
    ORDER,
    OVER,
    PRAGMA,
    RECURSIVE,
    REFERENCES,
    REFRESH,
    REINDEX,
    RELEASE,
    REPLACE,
    RESET,
    RETURNING,
    REVOKE,
    ROLLBACK,
    SAVEPOINT,
    SELECT,
    SET,
    SHARE,
    SHOW,
    START,
    TABLE,
    TEMP,
    TEMPORARY,
    TRIGGER,
    TRUNCATE,
    UNION,
    UNIQUE,
    UNLOGGED,
    UPDATE,
    USING,
    VACUUM,
    VALUES,
    VIEW,
    VIRTUAL,
    WHERE,
    WINDOW,
    WITH;

    private static final int LONGEST = 12;
    private static final @Nullable Keyword[] TABLE_BY_HASH = new @Nullable Keyword[512];

    static {
        for (Keyword keyword : values()) {
            int slot = hash(keyword.name(), 0, keyword.name().length());
            while (TABLE_BY_HASH[slot] != null) {
                slot = slot + 1 & TABLE_BY_HASH.length - 1;
            }
            TABLE_BY_HASH[slot] = keyword;
        }
    }

    /** The keyword that stands between these positions in any case, or null. Allocates nothing: it runs for every word. */
    public static @Nullable Keyword of(String sql, int start, int end) {
        int length = end - start;
        if (length < 2 || length > LONGEST) {
            return null;
        }
        int slot = hash(sql, start, end);
        Keyword candidate = TABLE_BY_HASH[slot];
        while (candidate != null) {
            if (candidate.name().length() == length && sql.regionMatches(true, start, candidate.name(), 0, length)) {
                return candidate;
            }
            slot = slot + 1 & TABLE_BY_HASH.length - 1;
            candidate = TABLE_BY_HASH[slot];
        }
        return null;
    }

    private static int hash(String text, int start, int end) {
        int hash = end - start;
        for (int at = start; at < end; at++) {
            hash = 31 * hash + Characters.lower(text.charAt(at));
        }
        return (hash ^ hash >>> 15) & 511;
    }
}
