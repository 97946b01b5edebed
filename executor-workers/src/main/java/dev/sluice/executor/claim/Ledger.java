package dev.sluice.executor.claim;

import dev.sluice.executor.engine.Access;
import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.Farewell;
import dev.sluice.executor.engine.LedgerSql;
import dev.sluice.executor.engine.Preface;
import dev.sluice.executor.engine.Tag;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/** The ledger table of one database. Thread-safe; works on the caller's connections. */
public final class Ledger {
    private static final Tag CHORE = Tag.chore("ledger");
    private static final Duration CREATE_TIMEOUT = Duration.ofSeconds(30);

    private final Engine engine;
    private final LedgerSql sql;
    private final Messages messages;
    private final String node;
    private final InstantSource clock;
    private final ReentrantLock creating = new ReentrantLock();

    private volatile boolean ready;
    private volatile boolean seen;
    private volatile Instant remadeAt = Instant.MIN;

    /** The node is noted with each claim, for people. */
    public Ledger(Engine engine, Messages messages, String node, InstantSource clock) {
        this.engine = engine;
        this.sql = engine.ledger();
        this.messages = messages;
        this.node = node;
        this.clock = clock;
    }

    /** Creates the table if it is not there, in a transaction of its own on a pristine connection. */
    public void ensure(Connection connection) throws SQLException {
        if (ready) {
            return;
        }
        creating.lock();
        try {
            if (!exists(connection)) {
                create(connection);
                remadeAt = seen ? clock.instant() : Instant.MIN;
            }
            ready = true;
            seen = true;
        } finally {
            creating.unlock();
        }
    }

    /** The table may be gone: looks again before the next claim. */
    public void doubt() {
        ready = false;
    }

    /** Whether the table is not there, asked on a connection whose claim has failed. Its transaction is rolled back. */
    public boolean gone(Connection connection) throws SQLException {
        engine.rollback(connection);
        return !exists(connection);
    }

    /** Whether the table may have known this job before it vanished and was made anew by this executor. */
    public boolean forgot(QueryJob job) {
        return job.getAdmittedAt().isBefore(remadeAt);
    }

    /** Claims the job, as the first statement of its transaction. If this is not granted, the transaction has been rolled back. */
    public Claim claim(Connection connection, Preface preface, QueryJob job) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(preface.before(sql.claim()))) {
            int first = preface.bind(insert) + 1;
            insert.setString(first, job.getTenant());
            insert.setString(first + 1, job.getJobId());
            insert.setBytes(first + 2, requestHash(job));
            insert.setInt(first + 3, job.getAttempt());
            insert.setString(first + 4, node);
            insert.setLong(first + 5, clock.millis());
            if (!preface.execute(insert) && insert.getUpdateCount() == 1) {
                return new Claim.Granted();
            }
        } catch (SQLException failure) {
            if (!sql.taken(failure)) {
                return contended(connection, failure);
            }
        }
        engine.rollback(connection); // and read anew: a snapshot from before the wait would not show the row
        return read(connection, job);
    }

    private Claim contended(Connection connection, SQLException failure) throws SQLException {
        if (engine.classify(failure).code() != ErrorCode.LOCK_TIMEOUT) {
            throw failure;
        }
        engine.rollback(connection);
        return new Claim.Contended("another attempt of this job holds its ledger row");
    }

    /**
     * Keeps the outcome with the claim, and commits both with the effect. If it throws, nothing was committed, unless the connection is
     * lost: then nobody here knows. Returns whether the session is as it was before the job.
     */
    public boolean conclude(Connection connection, QueryJob job, QueryReply outcome) throws SQLException {
        byte[] kept = messages.encode(outcome);
        Farewell farewell = engine.farewell(Access.WRITE, job.getStatements());
        try (PreparedStatement update = connection.prepareStatement(farewell.after(sql.conclude()))) {
            update.setString(1, outcome.getState().name());
            update.setBytes(2, kept);
            update.setLong(3, clock.millis());
            update.setString(4, job.getTenant());
            update.setString(5, job.getJobId());
            engine.conclude(connection, update);
            return !farewell.none() && farewell.said(update);
        } catch (SQLException failure) {
            if (farewell.none() || engine.classify(failure).sessionLost() || !isKept(connection, job, kept, failure)) {
                throw failure;
            }
            return false;
        }
    }

    /** Whether it was the farewell that failed, behind the commit. Where that cannot be learnt, the connection counts as lost. */
    private boolean isKept(Connection connection, QueryJob job, byte[] outcome, SQLException failure)
            throws SQLException {
        try {
            engine.rollback(connection);
            try (PreparedStatement select = select(connection, job);
                    ResultSet row = select.executeQuery()) {
                return row.next() && Arrays.equals(row.getBytes(2), outcome);
            }
        } catch (SQLException unknown) {
            unknown.addSuppressed(failure);
            throw new SQLException("whether the job was committed cannot be learnt", "08007", unknown);
        }
    }

    private Claim read(Connection connection, QueryJob job) throws SQLException {
        try (PreparedStatement select = select(connection, job);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return new Claim.Contended("the attempt before this one was just undone");
            }
            if (!Arrays.equals(row.getBytes(1), requestHash(job))) {
                return new Claim.OtherRequest();
            }
            return outcome(row.getBytes(2));
        }
    }

    private PreparedStatement select(Connection connection, QueryJob job) throws SQLException {
        PreparedStatement select = connection.prepareStatement(sql.read());
        select.setString(1, job.getTenant());
        select.setString(2, job.getJobId());
        return select;
    }

    private Claim outcome(byte[] stored) {
        if (stored == null) {
            return new Claim.Unreadable("the ledger has a row of this job without an outcome");
        }
        return switch (messages.decode(QueryReply.class, stored)) {
            case Decoded.Message<QueryReply>(QueryReply reply) ->
                new Claim.Ended(QueryReply.newBuilder(reply).setFromLedger(true).build());
            case Decoded.Undecodable<QueryReply>(var error) ->
                new Claim.Unreadable("the ledger's outcome of this job cannot be read: " + error.getMessage());
            case Decoded.RegistryDown<QueryReply>(String reason) ->
                new Claim.Contended("the ledger's outcome cannot be read while the registry is down: " + reason);
        };
    }

    private boolean exists(Connection connection) throws SQLException {
        engine.begin(connection, Access.WRITE, CREATE_TIMEOUT, CHORE).say(connection);
        try (PreparedStatement probe = connection.prepareStatement(sql.read())) {
            probe.setString(1, "");
            probe.setString(2, "");
            probe.executeQuery().close();
            return true;
        } catch (SQLException failure) {
            if (engine.classify(failure).code() == ErrorCode.UNKNOWN_OBJECT) {
                return false;
            }
            throw failure;
        } finally {
            engine.rollback(connection);
        }
    }

    private void create(Connection connection) throws SQLException {
        engine.begin(connection, Access.WRITE, CREATE_TIMEOUT, CHORE).say(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.create());
            engine.commit(connection);
        } catch (SQLException failure) {
            engine.rollback(connection);
            if (!exists(connection)) { // another executor may have created it at the same moment
                throw failure;
            }
        }
    }

    private static byte[] requestHash(QueryJob job) {
        byte[] hash = new byte[job.getRequestHash().remaining()];
        job.getRequestHash().duplicate().get(hash);
        return hash;
    }
}
