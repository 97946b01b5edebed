package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.runtime.service.Health;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 2: the broker hangs for longer than the session of an executor, 45 s by default. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("fault")
final class HangingBrokerIT {
    private static final Duration HANG = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LOCK = 9;
    private static final int SOME = 200;

    private EmbeddedPostgres postgres;
    private BrokerProcess broker;
    private Sql shop;
    private ExecutorBench bench;
    private Executor second;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        postgres = EmbeddedPostgres.start();
        shop = new Sql(postgres.getPostgresDatabase());
        shop.run("CREATE TABLE effect(job text)");
        broker = BrokerProcess.start(directory);
        bench = new ExecutorBench(
                broker.address(),
                postgres.getJdbcUrl("postgres", "postgres"),
                "jdbc:sqlite:" + directory.resolve("lite.db"));
        ExecutorBench.start(bench.executor());
        second = bench.another("second");
    }

    @AfterAll
    void stop() throws Exception {
        second.stop();
        bench.close();
        broker.close();
        postgres.close();
    }

    @Test
    void a_broker_that_hangs_for_a_minute_costs_time_and_nothing_else() throws Exception {
        QueryJob held = held();
        EffectLoad load = new EffectLoad(bench);
        awaitMore(SOME);
        try (Connection holder = postgres.getPostgresDatabase().getConnection();
                Statement lock = holder.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            bench.send(held);
            awaiting("it runs").until(() -> starts() == 1);

            broker.hang();
            awaiting("a minute").pollDelay(HANG).until(() -> true);
            assertThat(List.of(bench.executor().check(), second.check())).hasOnlyElementsOfType(Health.Degraded.class);
            broker.wake();

            awaitMore(SOME);
        }

        List<QueryJob> writes = load.stop();
        QueryReply outcome = bench.outcome(held);

        assertThat(outcome.getState()).isEqualTo(JobState.SUCCEEDED);
        EffectLoad.assertBalanced(bench, shop, writes);
        EffectLoad.assertBalanced(bench, shop, List.of(held));
        awaiting("both work")
                .until(() -> bench.executor().check() instanceof Health.Up && second.check() instanceof Health.Up);
    }

    /** A write that waits for our lock and has time for it. */
    private static QueryJob held() {
        return QueryJob.newBuilder(EffectLoad.effect(" FROM pg_advisory_xact_lock_shared(" + LOCK + ")"))
                .setTimeoutMillis(Duration.ofMinutes(9).toMillis())
                .build();
    }

    private int starts() throws SQLException {
        return Integer.parseInt(shop.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory'"
                + " AND query LIKE '%_shared(" + LOCK + ")%'"));
    }

    private void awaitMore(int outcomes) {
        int enough = bench.count(ExecutorBench.TOPICS.replies()) + outcomes;
        awaiting("outcomes").until(() -> bench.count(ExecutorBench.TOPICS.replies()) >= enough);
    }

    private static ConditionFactory awaiting(String what) {
        return await(what).atMost(PATIENCE);
    }
}
