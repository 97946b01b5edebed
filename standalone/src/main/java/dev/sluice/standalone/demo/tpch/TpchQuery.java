package dev.sluice.standalone.demo.tpch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One of the 22 TPC-H queries with the validation parameters of the specification, in the dialect of one engine. Where both
 * engines take the same text it is kept once.
 *
 * @param number 1 to 22
 * @param sql without a closing semicolon
 * @param ordered true if ORDER BY leaves no two rows in doubt, so that the order of rows is part of the answer
 */
public record TpchQuery(int number, String sql, boolean ordered) {
    private static final int QUERIES = 22;
    private static final Set<Integer> TIES_POSSIBLE = Set.of(3, 5, 10, 11, 18);

    /** All queries that have a text for this engine, {@code postgresql} or {@code sqlite}. */
    public static List<TpchQuery> of(String engine) {
        return IntStream.rangeClosed(1, QUERIES)
                .mapToObj(number -> sql(engine, number).map(sql -> new TpchQuery(number, sql, determined(number))))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Names of those that have no text for this engine, each with the reason. */
    public static List<String> missing(String engine, String reason) {
        return IntStream.rangeClosed(1, QUERIES)
                .filter(number -> sql(engine, number).isEmpty())
                .mapToObj(number -> String.format("Q%02d on %s: %s", number, engine, reason))
                .toList();
    }

    /** Such as Q07. */
    public String name() {
        return String.format("Q%02d", number);
    }

    private static Optional<String> sql(String engine, int number) {
        String file = String.format("q%02d.sql", number);
        return SqlScript.text(TpchQuery.class, engine + "/" + file).or(() -> SqlScript.text(TpchQuery.class, file));
    }

    private static boolean determined(int number) {
        return !TIES_POSSIBLE.contains(number);
    }
}
