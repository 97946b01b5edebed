package dev.sluice.dispatcher.parse;

/** What a statement can be built of, as far as it says how heavy it is and how it behaves. */
public enum Feature {
    JOIN("joins", true),
    SUBQUERY("subqueries", true),
    COMMON_TABLE("common tables", true),
    SET_OPERATION("set operations", true),
    AGGREGATE("aggregates", false),
    /** GROUP BY, HAVING or DISTINCT. */
    GROUPING("grouping", false),
    WINDOW("windows", false),
    RECURSION("recursive", false),
    ROW_LOCK("locks rows", false),
    /** Its result may differ from one execution to the next although no table changed. */
    VOLATILE("volatile", false);

    private final String word;
    private final boolean counted;

    Feature(String word, boolean counted) {
        this.word = word;
        this.counted = counted;
    }

    String words(int count) {
        return counted ? word + " " + count : word;
    }
}
