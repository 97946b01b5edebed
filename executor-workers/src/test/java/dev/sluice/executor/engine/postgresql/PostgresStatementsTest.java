package dev.sluice.executor.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.JobStatement;
import dev.sluice.message.StatementKind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresStatementsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VACUUM|VACUUM t|true",
                "VACUUM|/* a */ vacuum analyze|true",
                "CREATE_INDEX|CREATE INDEX CONCURRENTLY i ON t(a)|true",
                "CREATE_INDEX|CREATE UNIQUE /* x */ INDEX concurrently i ON t(a)|true",
                "CREATE_INDEX|CREATE INDEX i ON t(concurrently)|false",
                "DROP_INDEX|DROP INDEX CONCURRENTLY i|true",
                "CREATE_OTHER|CREATE DATABASE d|true",
                "ALTER_OTHER|ALTER SYSTEM SET x = 1|true",
                "OTHER|REINDEX TABLE CONCURRENTLY t|true",
                "VACUUM|REINDEX TABLE partitioned|true",
                "VACUUM|CLUSTER partitioned USING i|true",
                "ALTER_OTHER|ALTER SUBSCRIPTION s REFRESH PUBLICATION|true",
                "CALL|CALL p()|true",
                "CREATE_TABLE|CREATE TABLE t(a int)|false",
                "ALTER_TABLE|ALTER TABLE t ADD COLUMN b int|false",
                "ALTER_TABLE|ALTER TABLE t DETACH /* it */ PARTITION p CONCURRENTLY|true",
                "ALTER_TABLE|ALTER TABLE t DETACH PARTITION p|false",
                "ALTER_TABLE|ALTER TABLE detach DETACH PARTITION detach CONCURRENTLY|true",
                "INSERT|INSERT INTO t VALUES ('VACUUM')|false",
                "ANALYZE|ANALYZE t|false",
            })
    void what_refuses_a_transaction_is_known(StatementKind kind, String sql, boolean refuses) {
        assertThat(PostgresStatements.refusesTransactions(new JobStatement(sql, kind, List.of())))
                .isEqualTo(refuses);
    }

    /** With a pattern that goes back for each of them, these take minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"DETACH PARTITION ", "DETACH/*", "DETACH--", "DETACH ", "CONCURRENTLY "})
    void what_is_repeated_a_thousand_times_is_not_looked_at_again_for_each(String words) {
        String sql = "ALTER TABLE t ADD COLUMN c text DEFAULT '" + words.repeat(250_000 / words.length()) + "'";

        assertThat(PostgresStatements.refusesTransactions(new JobStatement(sql, StatementKind.ALTER_TABLE, List.of())))
                .isFalse();
    }
}
