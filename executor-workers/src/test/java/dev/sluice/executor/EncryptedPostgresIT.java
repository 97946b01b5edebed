package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.postgresql.PostgresEngine;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server that encrypts, as most do, with a certificate that is checked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EncryptedPostgresIT {
    private static final String PASSWORD = "of the key store";
    private static final String ALIAS = "server";

    @TempDir
    private static Path folder;

    private EmbeddedPostgres postgres;
    private ExecuteBench bench;

    @BeforeAll
    void start() throws Exception {
        KeyStore keys = newKey();
        Path certificate = pem("server.crt", "CERTIFICATE", certificate(keys).getEncoded());
        Path key = pem("server.key", "PRIVATE KEY", key(keys).getEncoded());
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", certificate.toString())
                .setServerConfig("ssl_key_file", key.toString())
                .start();
        String url = postgres.getJdbcUrl("postgres", "postgres") + "&sslmode=verify-full&sslrootcert=" + certificate;
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

    private static KeyStore newKey() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private static Certificate certificate(KeyStore keys) throws GeneralSecurityException {
        return keys.getCertificate(ALIAS);
    }

    private static Key key(KeyStore keys) throws GeneralSecurityException {
        return keys.getKey(ALIAS, PASSWORD.toCharArray());
    }

    /** Readable by the server alone, which takes no key from anybody's file. */
    private static Path pem(String name, String kind, byte[] encoded) throws IOException {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        String text = "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
