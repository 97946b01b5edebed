package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.postgresql.PostgresEngine;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server that encrypts, as most do, with a certificate that is checked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EncryptedPostgresIT {
    @TempDir
    private static Path folder;

    private EmbeddedPostgres postgres;
    private ExecuteBench bench;

    @BeforeAll
    void start() throws Exception {
        ServerKey key = ServerKey.newIn(folder);
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", key.certificate().toString())
                .setServerConfig("ssl_key_file", key.key().toString())
                .start();
        String url =
                postgres.getJdbcUrl("postgres", "postgres") + "&sslmode=verify-full&sslrootcert=" + key.certificate();
        bench = new ExecuteBench(new PostgresEngine(), url, "postgres");
    }

    @AfterAll
    void stop() throws Exception {
        bench.close();
        postgres.close();
    }

    @Test
    void what_is_asked_and_answered_is_encrypted() {
        String look = "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

        assertThat(bench.rows(Jobs.read("postgresql", "db", look))).isEqualTo("[[true,\"TLSv1.3\"]]");
    }

    @Test
    void an_error_that_quotes_a_huge_value_fails_its_job() {
        String refused = bench.rows(Jobs.read("postgresql", "db", "SELECT repeat('x', 5000000)::int"));
        String borne = bench.rows(Jobs.read("postgresql", "db", "SELECT repeat('x', 500000)::int"));

        assertThat(refused).contains("RESULT_TOO_LARGE", "an error message of 5000");
        assertThat(borne).contains("DATA_ERROR", "xxxx");
    }
}
