package dev.sluice.executor.execute;

import dev.sluice.executor.engine.Access;
import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Remedy;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryJob;
import dev.sluice.message.SessionOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A borrowed connection from the beginning of a job's transaction to the return of the session. Used by one thread. */
final class Session implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Session.class);

    private final Slots slots;
    private final Engine engine;
    private final Attempt attempt;
    private final Connection connection;

    private Access access = Access.READ;
    private boolean open;
    private boolean lost;

    private Session(Slots slots, Engine engine, Attempt attempt, Connection connection) {
        this.slots = slots;
        this.engine = engine;
        this.attempt = attempt;
        this.connection = connection;
    }

    /** Borrows within the pool's bound. */
    static Session borrow(Slots slots, Engine engine, Attempt attempt) throws FailedTryException {
        try {
            return new Session(slots, engine, attempt, slots.pool().getConnection());
        } catch (SQLException refused) {
            throw new FailedTryException(noConnection(refused, engine), refused);
        }
    }

    void begin(Access how, Duration timeout) throws FailedTryException {
        access = how;
        open = true;
        run(connection -> {
            engine.begin(connection, how, timeout);
            SessionOptions options = attempt.job().getSession();
            if (options != null) {
                engine.enter(connection, how, options);
            }
            return true;
        });
    }

    void commit() throws FailedTryException {
        run(connection -> {
            engine.commit(connection);
            return true;
        });
        open = false;
    }

    /** Does something on the connection; its failure is told in the engine's words. */
    <T> T run(Work<T> work) throws FailedTryException {
        try {
            return work.on(connection);
        } catch (SQLException cause) {
            EngineFailure failure = engine.classify(cause);
            lost |= failure.sessionLost();
            throw new FailedTryException(failure, cause);
        }
    }

    /** Something to do on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Undoes what was not committed and gives the connection back as it was, or gives it up. */
    @Override
    public void close() {
        try {
            if (lost || attempt.stopSent()) {
                slots.pool().evictConnection(connection);
            } else {
                restore();
            }
        } catch (SQLException failure) {
            log.atDebug().setCause(failure).log("The session cannot be restored; its connection is given up");
            slots.pool().evictConnection(connection);
        } finally {
            giveBack();
        }
    }

    private void restore() throws SQLException {
        QueryJob job = attempt.job();
        if (open && access == Access.WRITE) {
            engine.rollback(connection);
        }
        engine.restore(connection, access, job.getStatements());
    }

    private void giveBack() {
        try {
            connection.close();
        } catch (SQLException failure) {
            log.atDebug().setCause(failure).log("The connection did not close cleanly");
        }
    }

    /** Tells a pool whose connections are all in use from a server that lets nobody in: the pool keeps the server's last word as cause. */
    private static EngineFailure noConnection(SQLException refused, Engine engine) {
        if (refused.getCause() instanceof SQLException cause) {
            EngineFailure told = engine.classify(cause);
            ErrorCode code = told.code() == ErrorCode.ENGINE_SATURATED ? told.code() : ErrorCode.ENGINE_DOWN;
            return told.as(code, Remedy.RELEASE);
        }
        String advice = "no connection became free in time: raise the slots of this lane or shorten its statements";
        return new EngineFailure(ErrorCode.POOL_EXHAUSTED, null, advice, Remedy.RELEASE, false);
    }
}
