package dev.sluice.benchmarks.execute.own;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.benchmarks.execute.job.BenchDatabase;
import dev.sluice.benchmarks.execute.job.Contender;
import dev.sluice.benchmarks.execute.job.Question;
import dev.sluice.benchmarks.execute.job.Workload;
import dev.sluice.executor.claim.Claim;
import dev.sluice.executor.claim.Ledger;
import dev.sluice.executor.engine.Access;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.Farewell;
import dev.sluice.executor.engine.Preface;
import dev.sluice.executor.engine.Tag;
import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.executor.rows.ShortReads;
import dev.sluice.message.JobState;
import dev.sluice.message.JobStatement;
import dev.sluice.message.Lane;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.runtime.settings.Secret;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * What the promises of the executor cost in the database: its own begin, claim, statement, conclusion, commit and clean-up on its own
 * pool, without Kafka. Thread-safe.
 */
public final class StatementsAlone implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final Tag TAG = Tag.chore("bench");
    private static final int HASH_BYTES = 32;
    /** About what the outcome of an insert takes. */
    private static final int OUTCOME_BYTES = 150;

    private static final String BARE =
            "insert into sluice_ledger (tenant, job_id, request_hash, attempt, node, claimed_at)"
                    + " values ('bare', ?, ?, 1, 'bench', now()) on conflict do nothing; " + Workload.INSERT.sql()
                    + "; update sluice_ledger set state = 'SUCCEEDED', outcome = ?, ended_at = now()"
                    + " where tenant = 'bare' and job_id = ?; commit";

    private final Engine engine = new PostgresEngine();
    private final Messages messages = new Messages(new InMemorySchemaRegistry());
    private final Ledger ledger = new Ledger(engine, messages, "bench", InstantSource.system());
    private final SealedJobs jobs = new SealedJobs(new Topics("bench"), messages);
    private final HikariDataSource pool;

    public StatementsAlone(BenchDatabase database) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(Contender.CONNECTIONS);
        config.setMinimumIdle(Contender.CONNECTIONS);
        DatabaseSettings settings = new DatabaseSettings(
                BenchDatabase.NAME,
                engine.name(),
                database.url(),
                database.user(),
                new Secret(""),
                Map.of(Lane.FAST, 1));
        engine.configure(config, settings, TIMEOUT, true);
        pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection()) {
            ledger.ensure(connection);
        }
    }

    /** One short read under its time-outs and a name, after which the session is as it was: in one round trip, as the executor sends it. */
    public void read() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            Preface preface = engine.begin(connection, Access.READ, TIMEOUT, TAG);
            Farewell farewell = engine.farewell(Access.READ, List.of());
            String all = farewell.after(preface.before(Workload.POINT_SELECT.sql()));
            try (PreparedStatement select = connection.prepareStatement(all)) {
                select.setLong(preface.bind(select) + 1, Workload.POINT_SELECT.anyParameter());
                select.setMaxRows(ShortReads.MOST_ROWS + 1);
                preface.execute(select);
                Workload.POINT_SELECT.check(rows(select.getResultSet()));
                if (!farewell.said(select)) {
                    throw new SQLException("a point select left something in its session");
                }
            }
        }
    }

    /** One insert that takes effect once, however often its job is delivered. */
    public void once() throws SQLException {
        Question question = Question.of(Workload.INSERT);
        ParameterValue parameter = ParameterValue.newBuilder()
                .setType(ParameterType.LONG)
                .setValue(question.parameter())
                .build();
        JobStatement statement = new JobStatement(question.workload().sql(), StatementKind.INSERT, List.of(parameter));
        QueryJob job = jobs.job(question.id(), statement, StatementClass.WRITE).build();
        try (Connection connection = pool.getConnection()) {
            Preface preface = engine.begin(connection, Access.WRITE, TIMEOUT, Tag.of(job));
            if (!(ledger.claim(connection, preface, job) instanceof Claim.Granted)) {
                throw new SQLException("a new job id is in the ledger already");
            }
            try (PreparedStatement insert = connection.prepareStatement(statement.getSql())) {
                engine.bind(insert, 1, parameter);
                insert.executeUpdate();
            }
            if (!ledger.conclude(connection, job, outcome(job))) {
                throw new SQLException("an insert left something in its session");
            }
        }
    }

    /**
     * The least that such an insert can be: claim, insert, outcome and commit in one round trip, without time-outs, name or clean-up of
     * the session, and without a look at what the claim said.
     */
    public void bare() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            insert(connection, Preface.NONE, Farewell.NONE);
        }
    }

    /** The same under its time-outs and a name, after which the session is as it was, still in one round trip. */
    public void clean() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            Preface preface = engine.begin(connection, Access.WRITE, TIMEOUT, TAG);
            if (!insert(connection, preface, engine.farewell(Access.WRITE, List.of()))) {
                throw new SQLException("an insert left something in its session");
            }
        }
    }

    private static boolean insert(Connection connection, Preface preface, Farewell farewell) throws SQLException {
        Question question = Question.of(Workload.INSERT);
        try (PreparedStatement all = connection.prepareStatement(farewell.after(preface.before(BARE)))) {
            int bound = preface.bind(all);
            all.setString(bound + 1, question.id());
            all.setBytes(bound + 2, new byte[HASH_BYTES]);
            all.setLong(bound + 3, question.parameter());
            all.setBytes(bound + 4, new byte[OUTCOME_BYTES]);
            all.setString(bound + 5, question.id());
            preface.execute(all);
            return farewell.said(all);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private static QueryReply outcome(QueryJob job) {
        return QueryReply.newBuilder()
                .setKind(ReplyKind.OUTCOME)
                .setJobId(job.getJobId())
                .setTenant(job.getTenant())
                .setDatabase(job.getDatabase())
                .setResultId(job.getJobId())
                .setAttempt(1)
                .setAt(Instant.now())
                .setState(JobState.SUCCEEDED)
                .setUpdateCounts(List.of(1L))
                .build();
    }

    private static long rows(ResultSet result) throws SQLException {
        long rows = 0;
        while (result.next()) {
            rows += result.getString(1) == null ? 0 : 1;
        }
        return rows;
    }
}
