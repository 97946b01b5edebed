package dev.sluice.executor.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.Jobs;
import dev.sluice.executor.engine.Farewell;
import dev.sluice.executor.engine.Preface;
import dev.sluice.executor.engine.sqlite.SqliteEngine;
import dev.sluice.executor.take.Deliveries;
import dev.sluice.message.QueryJob;
import dev.sluice.message.StatementKind;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class StatementRunTest {
    private static final long MORE_THAN_AN_INT = 3_000_000_000L;

    @Test
    void a_count_beyond_the_integers_is_told_as_it_is() throws SQLException {
        QueryJob job = Jobs.write(
                "sqlite",
                "db",
                Jobs.statement(StatementKind.UPDATE, "UPDATE everything SET a = 1"),
                Jobs.statement(StatementKind.DELETE, "DELETE FROM everything"));
        Attempt attempt = new Attempt(job, Deliveries.delivery(false), Instant.EPOCH);
        attempt.begin();

        Executed executed = new StatementRun(
                        new SqliteEngine(), attempt, (chunk, rows, count) -> {}, Preface.NONE, Farewell.NONE)
                .run(connection());

        assertThat(executed.updateCounts()).containsExactly(MORE_THAN_AN_INT, MORE_THAN_AN_INT);
        assertThat(executed.rowsAffected()).isEqualTo(2 * MORE_THAN_AN_INT);
    }

    /** A database so large that no test can have it. */
    private static Connection connection() {
        PreparedStatement statement = (PreparedStatement) Proxy.newProxyInstance(
                StatementRunTest.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "execute" -> false;
                    case "getLargeUpdateCount" -> MORE_THAN_AN_INT;
                    case "getUpdateCount" -> Integer.MAX_VALUE;
                    default -> null;
                });
        return (Connection) Proxy.newProxyInstance(
                StatementRunTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, args) -> statement);
    }
}
