package dev.sluice.standalone.demo.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.standalone.demo.verify.PlainJdbc;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class TpchIT {
    private static final double SCALE = Double.parseDouble(System.getProperty("tpch.scale", "0.001"));

    @TempDir
    private Path folder;

    @Test
    void bothEnginesHoldTheSameDataAndAnswerAllQueriesWithAsManyRows() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            DataSource postgres = server.getPostgresDatabase();
            SQLiteDataSource sqlite = new SQLiteDataSource();
            sqlite.setUrl("jdbc:sqlite:" + folder.resolve("tpch.db"));
            try (Connection connection = postgres.getConnection()) {
                new PostgresLoad(SCALE, step -> {}).into(connection);
            }
            try (Connection connection = sqlite.getConnection()) {
                new SqliteLoad(SCALE, step -> {}).into(connection);
            }

            Map<String, Long> onPostgres = rowCounts("postgresql", new PlainJdbc(postgres));
            Map<String, Long> onSqlite = rowCounts("sqlite", new PlainJdbc(sqlite));

            assertThat(onPostgres).hasSize(22).isEqualTo(onSqlite);
            assertThat(onPostgres.get("Q01")).isEqualTo(4);
            assertThat(new PlainJdbc(postgres).number("select count(*) from lineitem"))
                    .isEqualTo(new PlainJdbc(sqlite).number("select count(*) from lineitem"))
                    .isGreaterThan(5_000);
        }
    }

    private static Map<String, Long> rowCounts(String engine, PlainJdbc database) throws Exception {
        Map<String, Long> counts = new TreeMap<>();
        for (TpchQuery query : TpchQuery.of(engine)) {
            long started = System.nanoTime();
            counts.put(
                    query.name(),
                    database.ask(query.sql(), List.of(), query.ordered()).rows());
            if (System.getProperty("tpch.print") != null) {
                System.out.printf(
                        "%s %s %d ms %d rows%n",
                        engine, query.name(), (System.nanoTime() - started) / 1_000_000, counts.get(query.name()));
            }
        }
        return counts;
    }
}
