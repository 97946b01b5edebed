package dev.sluice.executor.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FetchPaceTest {
    /** Nobody asks it anything. */
    private static final ResultSet RESULT = (ResultSet) Proxy.newProxyInstance(
            FetchPaceTest.class.getClassLoader(), new Class<?>[] {ResultSet.class}, (proxy, method, arguments) -> null);

    private final List<Integer> asked = new ArrayList<>();

    @Test
    void narrow_rows_come_in_large_fetches_and_wide_ones_in_small() throws SQLException {
        FetchPace pace = FetchPace.usual((result, rows) -> asked.add(rows));
        int first = pace.rows();

        for (int bytes : new int[] {20, 30, 10_240, 40, 900_000, 50}) {
            pace.read(RESULT, bytes);
        }

        assertThat(first).isEqualTo(128);
        assertThat(asked).containsExactly(500, 102, 1);
    }

    @Test
    void a_careful_pace_never_asks_for_more_rows_than_can_be_held_however_wide_they_become() throws SQLException {
        FetchPace pace = FetchPace.careful((result, rows) -> asked.add(rows));
        int first = pace.rows();

        pace.read(RESULT, 10);

        assertThat(first).isEqualTo(1);
        assertThat(asked).containsExactly(2);
    }
}
