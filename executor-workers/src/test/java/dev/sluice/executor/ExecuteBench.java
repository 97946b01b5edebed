package dev.sluice.executor;

import dev.sluice.executor.breaker.Breaker;
import dev.sluice.executor.breaker.BreakerLimits;
import dev.sluice.executor.carry.KeptResults;
import dev.sluice.executor.carry.ResultSettings;
import dev.sluice.executor.carry.RowCarriers;
import dev.sluice.executor.claim.Ledger;
import dev.sluice.executor.claim.LedgerPurge;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.ExecuteJob;
import dev.sluice.executor.execute.RetryLimits;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.executor.outcome.Outcomes;
import dev.sluice.executor.publish.PlainProducer;
import dev.sluice.executor.publish.Publishing;
import dev.sluice.executor.publish.ReplyTopics;
import dev.sluice.executor.slot.Slots;
import dev.sluice.executor.take.Deliveries;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.settings.Secret;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Jobs on a real database, without a broker: results have to fit inline. */
final class ExecuteBench implements AutoCloseable {
    static final int RETRIES = 3;
    static final int LOOK_UPS = 2;

    private final Messages messages = new Messages(new InMemorySchemaRegistry());
    private final OpenDatabase database;
    private final Slots readers;
    private final PlainProducer producer;
    private final KeptResults kept;
    private final ExecuteJob reads;
    private final ExecuteJob writes;

    ExecuteBench(Engine engine, String url, String user) {
        this(engine, url, user, ResultSettings.none());
    }

    /** With a store for results beyond their chunk budget. */
    ExecuteBench(Engine engine, String url, String user, ResultSettings results) {
        this(
                engine,
                new DatabaseSettings("db", engine.name(), url, user, new Secret(""), Map.of(Lane.FAST, 4)),
                results);
    }

    ExecuteBench(Engine engine, DatabaseSettings settings, ResultSettings results) {
        this(engine, settings, results, Duration.ofSeconds(2));
    }

    /** Where a connection is waited for no longer than this. */
    ExecuteBench(Engine engine, DatabaseSettings settings, ResultSettings results, Duration patience) {
        KafkaConnection nowhere = new KafkaConnection(Map.of("bootstrap.servers", "127.0.0.1:1"));
        InstantSource clock = InstantSource.system();
        database = new OpenDatabase(
                settings,
                engine,
                new Ledger(engine, messages, "test", clock),
                new Breaker("test", new BreakerLimits(10, 50, Duration.ofSeconds(5), 3), Clock.systemUTC()),
                patience,
                new SimpleMeterRegistry());
        var meters = new SimpleMeterRegistry();
        producer = new PlainProducer("rows", nowhere, meters);
        ReplyTopics replyTopics = new ReplyTopics(producer, new Topics("test"));
        Publishing publishing = new Publishing(nowhere, producer, replyTopics, messages, meters, clock);
        kept = new KeptResults(results, clock);
        kept.start();
        RowCarriers carriers = new RowCarriers(publishing, kept);
        RetryLimits limits = new RetryLimits(RETRIES, LOOK_UPS, Duration.ofMillis(1), Duration.ofMillis(20));
        readers = database.readers(Lane.FAST);
        reads = new ExecuteJob(database.target(), readers, carriers, new Outcomes("test"), limits, clock);
        writes = new ExecuteJob(
                database.target(), database.writers(Lane.FAST), carriers, new Outcomes("test"), limits, clock);
    }

    /** From now on rows are sent to a broker that is not there. */
    void sendRowsInVain() {
        producer.start();
    }

    KeptResults kept() {
        return kept;
    }

    Attempt attempt(QueryJob job, boolean mayHaveRunBefore) {
        return new Attempt(job, Deliveries.delivery(mayHaveRunBefore), Instant.now());
    }

    TryResult tryOnce(Attempt attempt) {
        return (attempt.job().getStatementClass() == StatementClass.READ ? reads : writes).run(attempt);
    }

    /** The executor itself fails after it began the job. */
    TryResult broken(Attempt attempt) {
        return writes.broken(attempt, true, "the executor failed");
    }

    /** Tries until there is an end, without the pauses. */
    TryResult run(Attempt attempt) {
        TryResult result = tryOnce(attempt);
        while (result instanceof TryResult.Again) {
            result = tryOnce(attempt);
        }
        return result;
    }

    QueryReply outcome(QueryJob job) {
        return outcome(job, false);
    }

    QueryReply outcome(QueryJob job, boolean mayHaveRunBefore) {
        TryResult result = run(attempt(job, mayHaveRunBefore));
        if (result instanceof TryResult.Ended ended) {
            return ended.outcome();
        }
        throw new AssertionError("did not end: " + result);
    }

    /** The rows as the reply has them, or the error. */
    String rows(QueryJob job) {
        QueryReply outcome = outcome(job);
        return outcome.getRows() == null
                ? String.valueOf(outcome.getError())
                : StandardCharsets.UTF_8.decode(outcome.getRows().duplicate()).toString();
    }

    /** Takes all connections that reads have, as no job can. */
    List<Connection> borrowAll() throws SQLException {
        List<Connection> borrowed = new ArrayList<>();
        while (borrowed.size() < readers.pool().getMaximumPoolSize()) {
            borrowed.add(readers.pool().getConnection());
        }
        return borrowed;
    }

    /** Has rows of the ledger deleted that are older than this, in the slots, and does not wait for it. */
    void beginPurge(Duration retention) {
        database.ledgerChore(InstantSource.system()).orElseThrow().begin(retention);
    }

    /** Deletes old rows of the ledger, this many at a time, until there are none. The number of batches. */
    int purge(Instant before, int batch) throws SQLException {
        LedgerPurge purge = new LedgerPurge(database.target().engine());
        int batches = 0;
        int found = batch;
        while (found == batch) {
            try (Connection connection = database.writers(Lane.FAST).pool().getConnection()) {
                found = purge.purge(connection, before, batch);
            }
            batches++;
        }
        return batches;
    }

    @Override
    public void close() {
        database.close();
        kept.close();
        producer.close();
    }
}
