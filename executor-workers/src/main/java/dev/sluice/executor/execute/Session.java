package dev.sluice.executor.execute;

import dev.sluice.executor.engine.Access;
import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Preface;
import dev.sluice.executor.engine.Remedy;
import dev.sluice.executor.engine.Tag;
import dev.sluice.executor.slot.Slots;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.SessionOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A borrowed connection from the beginning of a job's transaction to the return of the session. Used by one thread. */
final class Session implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Session.class);

    /** The dispatcher lets the job wait and sends it anew; that costs it no try. */
    private static final EngineFailure KNOWN_TO_BE_DOWN = new EngineFailure(
            ErrorCode.ENGINE_DOWN,
            null,
            "the database did not answer lately and gets a pause before it is asked again",
            Remedy.RELEASE,
            false);

    private static final EngineFailure NO_ANSWER = new EngineFailure(
            ErrorCode.ENGINE_DOWN,
            null,
            "the database let no connection in within the time that a job waits for one",
            Remedy.RELEASE,
            false);

    private final Slots slots;
    private final Target target;
    private final Engine engine;
    private final Attempt attempt;
    private final Connection connection;

    private Access access = Access.READ;
    private Preface preface = Preface.NONE;
    private boolean open;
    private boolean ended;
    private boolean givenBack;
    private boolean lost;
    private boolean overrun;
    private @Nullable SQLException down;

    private Session(Slots slots, Target target, Attempt attempt, Connection connection) {
        this.slots = slots;
        this.target = target;
        this.engine = target.engine();
        this.attempt = attempt;
        this.connection = connection;
    }

    /** Borrows within the pool's bound, from a database that has not been found down. */
    static Session borrow(Slots slots, Target target, Attempt attempt) throws FailedTryException {
        if (!target.breaker().lets()) {
            throw new FailedTryException(KNOWN_TO_BE_DOWN, null);
        }
        try {
            return new Session(slots, target, attempt, slots.pool().getConnection());
        } catch (SQLException refused) {
            EngineFailure failure = noConnection(refused, slots, target.engine());
            if (failure.code() == ErrorCode.POOL_EXHAUSTED) {
                target.breaker().untried();
            } else {
                target.breaker().lost(refused);
            }
            throw new FailedTryException(failure, refused);
        }
    }

    /** What runs from here on may be stopped by breaking the connection. Not so an ending that goes into the ledger because of a stop. */
    void breakable() {
        attempt.use(this);
    }

    /** Has the server stop a statement that runs here; any thread may ask. */
    void cancel(Statement running) throws SQLException {
        engine.cancel(running, target.aside());
    }

    /** Breaks the connection, whatever runs on it; any thread may ask. */
    void abort() throws SQLException {
        connection.abort(Runnable::run);
    }

    void begin(Access how, Duration timeout) throws FailedTryException {
        access = how;
        open = true;
        run(connection -> {
            preface = engine.begin(connection, how, timeout, Tag.of(attempt.job()));
            SessionOptions options = attempt.job().getSession();
            if (options != null) {
                engine.enter(connection, how, options);
            }
            return true;
        });
    }

    /** What the first statement has to take along, for its caller to do so. */
    Preface preface() {
        Preface unsaid = preface;
        preface = Preface.NONE;
        return unsaid;
    }

    /** Does what commits the transaction, and may restore the session as well. */
    void commit(Commit commit) throws FailedTryException {
        try {
            ended = commit.on(connection);
        } catch (SQLException cause) {
            throw failed(engine.classify(cause), cause); // what finds no room here may be the rows of the job
        }
        open = false;
    }

    /** The session is as it was before the job. */
    void ended() {
        ended = true;
    }

    /** Whether its connection went back to the pool, as new. To be asked after it was closed. */
    boolean givenBack() {
        return givenBack;
    }

    /** Another server took over: this connection is given up with all of its kind, and a new one may find it. */
    FailedTryException demoted(FailedTryException readOnly) {
        lost = true;
        return new FailedTryException(readOnly.failure().as(ErrorCode.ENGINE_DOWN, Remedy.RELEASE), readOnly);
    }

    /**
     * Does something of our own on the connection; its failure is told in the engine's words. The server's own troubles, such as a full
     * disk, are no fault of the job, which waits for their end. The breaker is not told: reads may go on.
     */
    <T> T run(Work<T> work) throws FailedTryException {
        try {
            return work.on(connection);
        } catch (SQLException cause) {
            EngineFailure failure = engine.classify(cause);
            FailedTryException failed = failed(failure, cause);
            throw failure.code() == ErrorCode.ENGINE_ERROR
                    ? new FailedTryException(failure.as(ErrorCode.ENGINE_DOWN, Remedy.RELEASE), cause)
                    : failed;
        }
    }

    /** Does what the job asks for: its SQL may fail with an error of its own making, which is not believed if it condemns the server. */
    <T> T runForJob(Work<T> work) throws FailedTryException {
        try {
            return work.on(connection);
        } catch (SQLException cause) {
            throw failed(engine.classify(cause, connection), cause);
        }
    }

    private FailedTryException failed(EngineFailure failure, SQLException cause) {
        lost |= failure.sessionLost();
        overrun |= failure.code() == ErrorCode.RESULT_TOO_LARGE;
        down = failure.code() == ErrorCode.ENGINE_DOWN ? cause : down;
        return new FailedTryException(failure, cause);
    }

    /** What ends in a commit, or throws. Returns whether the session is as it was before the job. */
    @FunctionalInterface
    interface Commit {
        boolean on(Connection connection) throws SQLException;
    }

    /** Something to do on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Undoes what was not committed and gives the connection back as it was, or gives it up. */
    @Override
    public void close() {
        attempt.release();
        tellBreaker();
        boolean pristine = false;
        try {
            pristine = !lost && restored();
        } catch (SQLException | RuntimeException failure) {
            log.atDebug().setCause(failure).log("The session cannot be restored; its connection is given up");
        } finally {
            givenBack = pristine;
            if (pristine) {
                giveBack();
            } else {
                giveUp();
            }
        }
        if (lost && !overrun && !attempt.aborted()) {
            // Who lost one connection has mostly lost them all: a try each to find out would cost the job its tries.
            slots.renew();
        }
    }

    /** A server may take a cancel to be for the statement after: what was open is undone, and the connection still given up. */
    private boolean restored() throws SQLException {
        if (attempt.stopSent()) {
            undo(); // also because Db2's driver closes no connection with a transaction in it
            return false;
        }
        if (ended) {
            return true;
        }
        if (open && access == Access.WRITE) {
            undo();
        }
        engine.restore(connection, access, attempt.job().getStatements());
        return true;
    }

    private void undo() throws SQLException {
        if (access != Access.WRITE) {
            engine.rollback(connection);
        } else if (!engine.undo(connection)) {
            attempt.leaveEffects();
        }
    }

    /** The pool closes it. Who closed it as well would have the pool reset a connection that it no longer has. */
    private void giveUp() {
        slots.pool().evictConnection(connection);
    }

    private void tellBreaker() {
        SQLException unreachable = down;
        if (unreachable != null && !attempt.aborted()) {
            target.breaker().lost(unreachable);
        } else if (lost && !overrun) {
            // One connection can be lost for reasons of its own.
            target.breaker().untried();
        } else {
            target.breaker().answered();
        }
    }

    private void giveBack() {
        try {
            connection.close();
        } catch (SQLException failure) {
            log.atDebug().setCause(failure).log("The connection did not close cleanly");
        }
    }

    /** Tells a pool whose connections are all in use from a server that lets nobody in: the pool keeps the server's last word as cause. */
    private static EngineFailure noConnection(SQLException refused, Slots slots, Engine engine) {
        if (refused.getCause() instanceof SQLException cause) {
            EngineFailure told = engine.classify(cause);
            ErrorCode code = told.code() == ErrorCode.ENGINE_SATURATED ? told.code() : ErrorCode.ENGINE_DOWN;
            return told.as(code, Remedy.RELEASE);
        }
        if (slots.unconnected()) {
            return NO_ANSWER; // who says nothing leaves no last word
        }
        String advice = "no connection became free in time: raise the slots of this lane or shorten its statements";
        return new EngineFailure(ErrorCode.POOL_EXHAUSTED, null, advice, Remedy.RELEASE, false);
    }
}
