package dev.sluice.executor;

import dev.sluice.executor.engine.Engine;
import dev.sluice.message.JobStatement;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.QueryJob;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import java.sql.SQLException;
import java.util.List;

/** Jobs of one of the two engines on a database of its own on the real MariaDB; there is no MySQL server to be had as a library. */
final class MySqlBench implements AutoCloseable {
    private final Class<? extends Engine> kind;
    private final String name;
    private final String database;
    private final Sql direct;
    private final ExecuteBench jobs;

    MySqlBench(Class<? extends Engine> kind, String purpose) throws SQLException {
        this.kind = kind;
        this.name = engine().name();
        this.database = name + "_" + purpose;
        MariaServer server = MariaServer.shared();
        try (Sql root = Sql.at(server.url(MariaServer.ENGINE_MARIADB, "test"), "root")) {
            root.run("CREATE DATABASE " + database);
        }
        this.direct = Sql.at(server.url(MariaServer.ENGINE_MARIADB, database), "root");
        this.jobs = bench(engine(), "root");
        direct.run("CREATE TABLE tally(name varchar(20) PRIMARY KEY, n int NOT NULL)");
    }

    Engine engine() {
        try {
            return kind.getConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("an engine has a public constructor", impossible);
        }
    }

    String name() {
        return name;
    }

    String database() {
        return database;
    }

    Sql direct() {
        return direct;
    }

    ExecuteBench jobs() {
        return jobs;
    }

    ExecuteBench bench(Engine engine, String user) {
        return new ExecuteBench(engine, MariaServer.shared().url(name, database), user);
    }

    int tally(String key) throws SQLException {
        return Integer.parseInt(direct.value("SELECT n FROM tally WHERE name = '" + key + "'"));
    }

    JobStatement increment(String key) throws SQLException {
        direct.run("INSERT INTO tally VALUES ('" + key + "', 0)");
        return Jobs.statement(
                StatementKind.UPDATE,
                "UPDATE tally SET n = n + 1 WHERE name = ?",
                Jobs.parameter(ParameterType.TEXT, key));
    }

    static JobStatement select(String sql) {
        return Jobs.statement(StatementKind.SELECT, sql);
    }

    QueryJob read(String sql, ParameterValue... parameters) {
        return Jobs.read(name, "db", sql, parameters);
    }

    QueryJob write(JobStatement... statements) {
        return Jobs.write(name, "db", statements);
    }

    QueryJob ddl(StatementKind what, String sql) {
        return Jobs.job(name, "db", StatementClass.DDL, List.of(Jobs.statement(what, sql)))
                .build();
    }

    @Override
    public void close() {
        jobs.close();
        direct.close();
    }
}
