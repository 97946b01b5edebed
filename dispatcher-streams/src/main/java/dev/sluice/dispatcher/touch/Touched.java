package dev.sluice.dispatcher.touch;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a statement reaches for. Names as {@link ObjectName} spells them, with the schema where the text has one.
 *
 * @param read tables and views it reads
 * @param written tables, views and indexes it changes, creates or drops
 * @param functions everything it calls, without types and operators
 * @param parsed whether a parser of the dialect understood it; if not, the names are those that stand where a name of a table would
 */
public record Touched(SortedSet<String> read, SortedSet<String> written, SortedSet<String> functions, boolean parsed) {
    /** Nothing at all, understood. */
    public static final Touched NOTHING = new Touched(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), true);

    public Touched {
        read = Collections.unmodifiableSortedSet(new TreeSet<>(read));
        written = Collections.unmodifiableSortedSet(new TreeSet<>(written));
        functions = Collections.unmodifiableSortedSet(new TreeSet<>(functions));
    }

    /** Both together: what either knows, and understood only if both are. */
    public Touched and(Touched other) {
        return new Touched(
                union(read, other.read),
                union(written, other.written),
                union(functions, other.functions),
                parsed && other.parsed);
    }

    private static SortedSet<String> union(SortedSet<String> some, SortedSet<String> others) {
        SortedSet<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
