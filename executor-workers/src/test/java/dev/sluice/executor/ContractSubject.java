package dev.sluice.executor;

import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.db2.Db2Engine;
import dev.sluice.executor.engine.mysql.MariaDbEngine;
import dev.sluice.executor.engine.mysql.MySqlEngine;
import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.executor.engine.sqlite.SqliteEngine;
import dev.sluice.message.QueryJob;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** The engines that pass {@link EngineContractIT}, each with a real server and the words of its dialect. */
enum ContractSubject {
    POSTGRESQL(
            "SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b WHERE a + b = -1",
            "SELECT generate_series(1, 1000000000000)",
            StatementKind.SELECT,
            "SELECT set_config('search_path', 'pg_temp', false)",
            "SELECT current_setting('search_path')",
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%1000000000000%' AND state <> 'idle'"
                    + " AND pid <> pg_backend_pid()"),
    MARIADB(Maria.ENDLESS, Maria.STREAM, StatementKind.SELECT, Maria.SOIL, Maria.LOOK, Maria.AT_WORK),
    MYSQL(Maria.ENDLESS, Maria.STREAM, StatementKind.SELECT, Maria.SOIL, Maria.LOOK, Maria.AT_WORK),
    SQLITE(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
            StatementKind.CREATE_TABLE,
            "CREATE TEMP TABLE soil(a)",
            "SELECT count(*) FROM sqlite_temp_master",
            "SELECT 0"),
    DB2(
            "SELECT count(*) " + Derby.FIVE_FOLD + " WHERE " + Derby.SUM + " = -1",
            "SELECT a.columnnumber " + Derby.FIVE_FOLD,
            StatementKind.SET,
            "SET SCHEMA sys",
            "VALUES CURRENT SCHEMA",
            "VALUES 0");

    private final String endless;
    private final String stream;
    private final StatementKind soilKind;
    private final String soil;
    private final String look;
    private final String atWork;

    ContractSubject(String endless, String stream, StatementKind soilKind, String soil, String look, String atWork) {
        this.endless = endless;
        this.stream = stream;
        this.soilKind = soilKind;
        this.soil = soil;
        this.look = look;
        this.atWork = atWork;
    }

    Engine engine() {
        return switch (this) {
            case POSTGRESQL -> new PostgresEngine();
            case MARIADB -> new MariaDbEngine();
            case MYSQL -> new MySqlEngine();
            case SQLITE -> new SqliteEngine();
            case DB2 -> new Db2Engine();
        };
    }

    /** A read that works for longer than anybody waits, without a row. */
    QueryJob endless() {
        return read(endless);
    }

    /** A write that works as long before its first row. */
    QueryJob endlessWrite() {
        return write(StatementKind.INSERT, "INSERT INTO contract " + endless);
    }

    /** A read of more rows than anybody has memory for. */
    QueryJob stream() {
        return read(stream);
    }

    /** A job that changes its session. */
    QueryJob soil() {
        StatementClass does = soilKind == StatementKind.SELECT ? StatementClass.READ : StatementClass.CONTROL;
        return Jobs.job(engine().name(), "db", does, List.of(Jobs.statement(soilKind, soil)))
                .build();
    }

    /** A read of what {@link #soil} changes. */
    QueryJob look() {
        return read(look);
    }

    /** A read of how many servers' threads work at {@link #stream}; none where the executor's own thread does. */
    QueryJob atWork() {
        return read(atWork);
    }

    QueryJob read(String sql) {
        return Jobs.read(engine().name(), "db", sql);
    }

    QueryJob write(StatementKind kind, String sql) {
        return Jobs.write(engine().name(), "db", Jobs.statement(kind, sql));
    }

    /** An empty database, alone on its server but for what other tests do there. */
    Server open(String purpose) throws Exception {
        return switch (this) {
            case POSTGRESQL -> {
                EmbeddedPostgres postgres = EmbeddedPostgres.start();
                yield new Server(postgres.getJdbcUrl("postgres", "postgres"), "postgres", postgres);
            }
            case MARIADB, MYSQL -> {
                MySqlBench bench = new MySqlBench(engine().getClass(), purpose);
                yield new Server(MariaServer.shared().url(engine().name(), bench.database()), "root", bench);
            }
            case SQLITE -> new Server("jdbc:sqlite:" + temporary() + "/contract.db", "", () -> {});
            case DB2 -> {
                Sql derby = Sql.at(DerbyServer.url("contract"), "app");
                derby.run("VALUES 1"); // it starts with its first connection, which may take longer than a job waits
                yield new Server(DerbyServer.url("contract"), "app", derby);
            }
        };
    }

    private static String temporary() throws IOException {
        return Files.createTempDirectory("sluice-contract").toString();
    }

    record Server(String url, String user, AutoCloseable resource) {}

    private static final class Maria {
        static final String ENDLESS =
                "SELECT count(*) FROM seq_1_to_1000000 a JOIN seq_1_to_1000000 b ON a.seq + b.seq = -1";
        static final String STREAM = "SELECT seq FROM seq_1_to_1000000000000";
        static final String AT_WORK = "SELECT count(*) FROM information_schema.processlist"
                + " WHERE info LIKE '%seq_1_to_1000000000000%' AND id <> connection_id()";
        static final String SOIL = "SELECT @soil := 1";
        static final String LOOK = "SELECT @soil";
    }

    private static final class Derby {
        static final String SUM = "a.columnnumber + b.columnnumber + c.columnnumber + d.columnnumber + e.columnnumber";
        static final String FIVE_FOLD =
                "FROM sys.syscolumns a, sys.syscolumns b, sys.syscolumns c, sys.syscolumns d," + " sys.syscolumns e";
    }
}
