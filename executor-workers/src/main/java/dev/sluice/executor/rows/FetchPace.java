package dev.sluice.executor.rows;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How many rows of a result the driver is asked for at a time: few at first, then as many as fit into {@link #FETCH_BYTES} if all are as
 * wide as the widest so far. Used by one thread.
 *
 * <p>Rows that come wide after narrow ones can still overrun what a driver may hold. A careful pace asks for so few that only a row
 * which no message could carry does.
 */
public final class FetchPace {
    /** Kept small because every slot may hold as much at once. */
    private static final int FETCH_BYTES = 1024 * 1024;

    private static final int FIRST = 128;
    private static final int MOST = 500;
    private static final int CAREFUL = 2;

    private final Lever lever;
    private final int most;
    private int rows;
    private long widest = 1;

    private FetchPace(Lever lever, int first, int most) {
        this.lever = lever;
        this.rows = first;
        this.most = most;
    }

    /** Tells a driver how many rows the next fetch of this result is to bring. */
    @FunctionalInterface
    public interface Lever {
        void set(ResultSet result, int rows) throws SQLException;
    }

    /** Begins with few rows and goes on with what their width allows. */
    public static FetchPace usual(Lever lever) {
        return new FetchPace(lever, FIRST, MOST);
    }

    /** Never asks for more than can be held, however wide the rows become. */
    public static FetchPace careful(Lever lever) {
        return new FetchPace(lever, 1, CAREFUL);
    }

    /** Rows to ask for next. */
    public int rows() {
        return rows;
    }

    /** A row of so many bytes as JSON was read: what is fetched after those that are here already follows from it. */
    void read(ResultSet result, int bytes) throws SQLException {
        widest = Math.max(widest, bytes);
        int wanted = Math.clamp(FETCH_BYTES / widest, 1, most);
        if (wanted != rows) {
            rows = wanted;
            lever.set(result, wanted);
        }
    }
}
