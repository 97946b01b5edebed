package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.carry.ResultSettings;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.runtime.settings.Secret;
import dev.sluice.runtime.settings.SettingsReader;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS F2 53: the password of a database changes under a running executor. */
final class RotatedPasswordIT {
    @Test
    void connections_in_use_go_on_and_new_ones_log_in_with_the_new_password(@TempDir Path directory) throws Exception {
        Path secret = Files.writeString(directory.resolve("password"), "first");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Sql direct = new Sql(postgres.getPostgresDatabase());
            direct.run("CREATE ROLE rotating LOGIN PASSWORD 'first'");
            Path rules = Path.of(direct.value("SHOW hba_file"));
            Files.writeString(rules, "host all rotating all scram-sha-256\n" + Files.readString(rules));
            direct.run("SELECT pg_reload_conf()");
            try (ExecuteBench jobs = bench(postgres, secret)) {
                String session = jobs.rows(session());

                direct.run("ALTER ROLE rotating PASSWORD 'second'");
                Files.writeString(secret, "second");
                assertThat(jobs.rows(session())).isEqualTo(session);
                direct.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'rotating'");

                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> jobs.run(jobs.attempt(session(), false)) instanceof TryResult.Ended);
                assertThat(jobs.rows(session())).isEqualTo(session);
            }
        }
    }

    private static ExecuteBench bench(EmbeddedPostgres postgres, Path secret) {
        SettingsReader reader = SettingsReader.of(Map.of("password", "${file:" + secret + "}"));
        DatabaseSettings settings = new DatabaseSettings(
                "db",
                "postgresql",
                postgres.getJdbcUrl("rotating", "postgres"),
                "rotating",
                reader.rotatingSecret("password", new Secret(""), "for a test"),
                Map.of(Lane.FAST, 4));
        return new ExecuteBench(new PostgresEngine(), settings, ResultSettings.none());
    }

    private static QueryJob session() {
        return Jobs.read("postgresql", "db", "SELECT session_user");
    }
}
