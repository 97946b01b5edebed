package dev.sluice.standalone.postgres;

import dev.sluice.standalone.data.DirectoryTree;
import dev.sluice.standalone.port.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/** One cluster and the server on it. Not thread-safe. */
final class PostgresServer {
    static final String SUPERUSER = "postgres";
    private static final int SHARED_MEMORY_TRIES = 40;
    private static final Duration SHARED_MEMORY_PAUSE = Duration.ofMillis(250);

    private final Path cluster;
    private final Path log;
    private final PostgresCommand command;

    PostgresServer(Path directory, PostgresCommand command) {
        this.cluster = cluster(directory);
        this.log = directory.resolve("server.log");
        this.command = command;
    }

    /** Makes the cluster, beside its place and then moved there, if there is none. */
    void createIfNew() throws IOException {
        if (Files.isDirectory(cluster)) {
            return;
        }
        Path fresh = cluster.resolveSibling("cluster.new");
        DirectoryTree.delete(fresh);
        command.run(
                "initdb",
                "--pgdata=" + fresh,
                "--auth=trust",
                "--username=" + SUPERUSER,
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-sync");
        Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Where the server's files are, in the directory that it was given. */
    static Path cluster(Path directory) {
        return directory.resolve("cluster");
    }

    /** Stops the server that a killed process may have left, which may also hold the port. */
    void clearLeft() throws IOException {
        new LeftServer(cluster, command).clear();
    }

    /** Starts the server and waits until it accepts connections, its recovery included. */
    void start(int port, boolean fsync) throws IOException {
        ServerConfiguration.write(cluster, port, fsync);
        for (int tries = 1; ; tries++) {
            Files.deleteIfExists(log);
            try {
                command.run("pg_ctl", "start", "-D", cluster.toString(), "-l", log.toString(), "-w", "-t", "120");
                return;
            } catch (PostgresException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                String said = Files.exists(log) ? Files.readString(log) : "";
                // The children of a killed server end within moments, but until then they hold its shared memory.
                if (!said.contains("pre-existing shared memory block") || tries == SHARED_MEMORY_TRIES) {
                    throw new PostgresException("PostgreSQL did not start on " + cluster + ": " + said.strip(), e);
                }
                LockSupport.parkNanos(SHARED_MEMORY_PAUSE.toNanos());
            }
        }
    }

    void stop() throws IOException {
        try {
            command.run("pg_ctl", "stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "60");
        } catch (PostgresException e) {
            if (isAlive()) { // it may have been ending already, such as after a start that was interrupted
                throw e;
            }
        }
    }

    boolean isAlive() throws IOException {
        return LeftServer.process(cluster).isPresent();
    }

    /** Creates the databases that are missing. */
    static void createDatabases(int port, List<String> names) throws SQLException {
        try (Connection connection = connect(port, "postgres");
                PreparedStatement exists = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?");
                Statement create = connection.createStatement()) {
            for (String name : names) {
                exists.setString(1, name);
                try (ResultSet found = exists.executeQuery()) {
                    if (!found.next()) {
                        create.execute("CREATE DATABASE "
                                + connection
                                        .unwrap(org.postgresql.PGConnection.class)
                                        .escapeIdentifier(name));
                    }
                }
            }
        }
    }

    private static Connection connect(int port, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + LoopbackPort.HOST + ":" + port + "/" + database, properties);
    }
}
