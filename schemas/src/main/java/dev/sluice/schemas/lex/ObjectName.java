package dev.sluice.schemas.lex;

/**
 * One spelling for all the ways in which a statement can name the same thing: unquoted letters are small, as are quoted ones where the
 * engine does not tell them apart; parts that are no plain words are in double quotes; a dot between the parts.
 */
public final class ObjectName {
    private ObjectName() {}

    /** One part of a name, as it stands in the text between these positions, quotes included. */
    public static String part(String sql, int start, int end, boolean quoted, Dialect dialect) {
        if (!quoted) {
            return dialect.small(sql.substring(start, end));
        }
        char close = sql.charAt(end - 1);
        String bare = sql.substring(start + 1, end - 1).replace("" + close + close, "" + close);
        String folded = dialect.folds(bare) ? dialect.small(bare) : bare;
        return plain(folded) && (dialect.foldsToSmall() || dialect.folds(bare))
                ? folded
                : '"' + folded.replace("\"", "\"\"") + '"';
    }

    private static boolean plain(String part) {
        if (part.isEmpty() || !Characters.startsWord(part.charAt(0))) {
            return false;
        }
        return part.chars().allMatch(c -> Characters.continuesWord((char) c) && Characters.lower((char) c) == c);
    }
}
