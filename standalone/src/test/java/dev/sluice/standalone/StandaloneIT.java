package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.settings.SettingsException;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.standalone.data.DirectoryTakenException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneIT {
    @TempDir
    Path directory;

    @Test
    void startsEverythingAndStartsAgainOnTheSameDirectory() throws Exception {
        try (Standalone first = standalone()) {
            first.start();
            awaitHealth(first);
            execute(first, "CREATE TABLE kept AS SELECT 1 AS n");

            try (Standalone second = standalone()) {
                assertThatThrownBy(second::start)
                        .isInstanceOf(DirectoryTakenException.class)
                        .hasMessageContaining(
                                "process " + ProcessHandle.current().pid());
            }
        }
        try (Standalone again = standalone()) {
            again.start();
            awaitHealth(again);
            assertThat(execute(again, "SELECT n FROM kept")).isTrue();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", again.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get())
                        .contains(
                                "sluice.requests.normal",
                                "sluice.events",
                                "sluice.jobs.postgresql.fast",
                                "sluice.schemas");
            }
        }
    }

    @Test
    void namesEveryProblemInTheSettingsAndStartsNothing() {
        assertThatThrownBy(() -> standalone("standalone.kafka.prt=1", "topics.partitions=none"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("standalone.kafka.port")
                .hasMessageContaining("topics.partitions");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    private static void awaitHealth(Standalone standalone) {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(standalone.check().values()).allMatch(Health.up()::equals));
    }

    private static boolean execute(Standalone standalone, String sql) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(standalone.demoJdbcUrl(), standalone.postgresUser(), "");
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return false;
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next();
            }
        }
    }

    private Standalone standalone(String... more) throws SettingsException {
        List<String> own = new ArrayList<>(List.of(
                "standalone.data=" + directory.resolve("data"),
                "standalone.kafka.port=0",
                "standalone.registry.port=0",
                "standalone.postgres.port=0",
                "standalone.postgres.binaries=target/postgresql",
                "api.port=0"));
        own.addAll(List.of(more));
        return Standalone.of(
                flags -> {
                    List<String> all = new ArrayList<>(own);
                    all.addAll(flags);
                    return SettingsReader.of(directory.resolve("none.yaml"), Map.of(), all);
                },
                InstantSource.system());
    }
}
