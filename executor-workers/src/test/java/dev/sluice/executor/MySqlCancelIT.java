package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.carry.ResultSettings;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.mysql.MariaDbEngine;
import dev.sluice.executor.engine.mysql.MySqlEngine;
import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.Stop;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.runtime.settings.Secret;
import dev.sluice.runtime.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A cancel reaches the server that runs the statement, and nothing else there or elsewhere. */
@ParameterizedClass
@ValueSource(classes = {MariaDbEngine.class, MySqlEngine.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MySqlCancelIT {
    private static final Duration AT_MOST = Duration.ofMinutes(1);
    /** So that the other server gives out the number of the job's session later. */
    private static final int SESSIONS_BEFORE = 300;

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private Class<? extends Engine> kind;

    @SuppressWarnings("NullAway.Init")
    private MySqlBench on;

    @BeforeParameterizedClassInvocation
    void start() throws SQLException {
        on = new MySqlBench(kind, "cancel");
    }

    @AfterAll
    void stop() {
        on.close();
    }

    @Test
    void a_cancel_behind_an_address_of_several_servers_ends_nobody_elses_session() throws Exception {
        MariaServer server = MariaServer.shared();
        MariaServer other = MariaServer.another();
        for (int i = 0; i < SESSIONS_BEFORE; i++) {
            session(server).close();
        }
        try (TcpProxy balancer = TcpProxy.before(server.port());
                ExecuteBench jobs = bench(balancer.port(), "root", () -> new Secret(""))) {
            Attempt attempt = jobs.attempt(on.read("SELECT SLEEP(60), 'balanced'"), false);
            CompletableFuture<TryResult> ended = meanwhile(() -> jobs.run(attempt));
            long number = sessionThatRuns("balanced");

            balancer.leadsTo(other.port());
            try (Connection innocent = session(other, number)) {
                CompletableFuture<Boolean> interrupted = meanwhile(() -> interrupted(innocent));
                Awaitility.await().atMost(AT_MOST).until(() -> sleeps(other));
                attempt.stop(Stop.CANCELLED);
                pressUntilEnded(attempt, ended);

                assertCancelled(ended.join());
                assertThat(interrupted.join()).isFalse();
            }
        }
    }

    @Test
    void a_cancel_goes_by_the_password_of_today(@TempDir Path directory) throws Exception {
        String user = on.name() + "_rotating";
        Path secret = Files.writeString(directory.resolve("password"), "first");
        on.direct().run("CREATE USER " + user + " IDENTIFIED BY 'first'");
        on.direct().run("GRANT ALL ON *.* TO " + user);
        Supplier<Secret> password = SettingsReader.of(Map.of("password", "${file:" + secret + "}"))
                .rotatingSecret("password", new Secret(""), "for a test");
        try (ExecuteBench jobs = bench(MariaServer.shared().port(), user, password)) {
            Attempt attempt = jobs.attempt(on.read("SELECT SLEEP(60), 'rotated'"), false);
            CompletableFuture<TryResult> ended = meanwhile(() -> jobs.run(attempt));
            sessionThatRuns("rotated");

            on.direct().run("ALTER USER " + user + " IDENTIFIED BY 'second'");
            Files.writeString(secret, "second");
            attempt.stop(Stop.CANCELLED);
            pressUntilEnded(attempt, ended);

            assertCancelled(ended.join());
            assertThat(on.direct().value(running("count(*)", "rotated"))).isEqualTo("0");
        }
    }

    @Test
    void a_statement_that_no_cancel_reaches_is_given_up_on_an_encrypted_connection_too(@TempDir Path directory)
            throws Exception {
        ServerKey key = ServerKey.newIn(directory);
        MariaServer server = MariaServer.another("--ssl", "--ssl-cert=" + key.certificate(), "--ssl-key=" + key.key());
        try (TcpProxy network = TcpProxy.before(server.port());
                ExecuteBench jobs = bench(network.port(), "?sslMode=" + encrypted(), "root", () -> new Secret(""))) {
            String sql = "SELECT SLEEP(600), variable_value FROM information_schema.session_status"
                    + " WHERE variable_name = 'ssl_version' AND variable_value LIKE 'TLS%'";
            QueryJob patient = QueryJob.newBuilder(on.read(sql))
                    .setTimeoutMillis(AT_MOST.multipliedBy(10).toMillis())
                    .build();
            Attempt attempt = jobs.attempt(patient, false);
            CompletableFuture<TryResult> ended = meanwhile(() -> jobs.run(attempt));
            Awaitility.await().atMost(AT_MOST).until(() -> sleeps(server));

            network.leadsTo(MariaServer.shared().port()); // which encrypts nothing
            attempt.stop(Stop.CANCELLED);
            pressUntilEnded(attempt, ended);

            assertCancelled(ended.join());
        }
    }

    private String encrypted() {
        return kind == MariaDbEngine.class ? "trust" : "REQUIRED";
    }

    private ExecuteBench bench(int port, String user, Supplier<Secret> password) {
        return bench(port, "", user, password);
    }

    private ExecuteBench bench(int port, String options, String user, Supplier<Secret> password) {
        String url = "jdbc:" + on.name() + "://127.0.0.1:" + port + "/" + options;
        DatabaseSettings settings = new DatabaseSettings("db", on.name(), url, user, password, Map.of(Lane.FAST, 1));
        return new ExecuteBench(on.engine(), settings, ResultSettings.none());
    }

    private static <T> CompletableFuture<T> meanwhile(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, task -> Thread.ofPlatform().daemon().start(task));
    }

    /** As whoever watches the jobs of an executor does. */
    private static void pressUntilEnded(Attempt attempt, CompletableFuture<TryResult> ended) {
        Awaitility.await().atMost(AT_MOST).until(() -> {
            attempt.press();
            return ended.isDone();
        });
    }

    private static void assertCancelled(TryResult result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        TryResult.Ended.class,
                        end -> assertThat(end.outcome().getState()).isEqualTo(JobState.CANCELLED));
    }

    private long sessionThatRuns(String what) {
        return Awaitility.await()
                .atMost(AT_MOST)
                .until(() -> Long.parseLong(on.direct().value(running("coalesce(max(id), 0)", what))), id -> id > 0);
    }

    private static String running(String value, String what) {
        return "SELECT " + value + " FROM information_schema.processlist WHERE id <> connection_id() AND info LIKE '%"
                + what + "%'";
    }

    private static Connection session(MariaServer server) throws SQLException {
        return DriverManager.getConnection(server.url(MariaServer.ENGINE_MARIADB, "test"), "root", "");
    }

    /** The session of that server which has this number. */
    private static Connection session(MariaServer server, long number) throws SQLException {
        for (Connection next = session(server); ; next = session(server)) {
            long has = next.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
            assertThat(has).isLessThanOrEqualTo(number);
            if (has == number) {
                return next;
            }
            next.close();
        }
    }

    private static boolean sleeps(MariaServer server) throws SQLException {
        try (Sql direct = Sql.at(server.url(MariaServer.ENGINE_MARIADB, "test"), "root")) {
            String asked = "SELECT count(*) FROM information_schema.processlist"
                    + " WHERE id <> connection_id() AND info LIKE '%SLEEP%'";
            return direct.value(asked).equals("1");
        }
    }

    /** Whether a session that does nothing for some seconds was disturbed. */
    private static boolean interrupted(Connection session) {
        try (Statement statement = session.createStatement();
                ResultSet slept = statement.executeQuery("SELECT SLEEP(5)")) {
            slept.next();
            return slept.getBoolean(1);
        } catch (SQLException disturbed) {
            return true;
        }
    }
}
