package dev.sluice.executor.once;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A moment between two steps of a job at which its executor can be made to die, in the order of the steps. */
enum Boundary {
    /** The record was read from Kafka, nothing has begun. */
    TAKEN,
    BEFORE_CLAIM,
    CLAIMED,
    /** One statement of several has run. */
    BETWEEN_STATEMENTS,
    /** The last statement has run, the ledger has no outcome. */
    EXECUTED,
    /** The outcome is in the ledger, nothing is committed. */
    CONCLUDED,
    /** The database has committed, nobody was told. */
    COMMITTED,
    /** The reply is about to enter the Kafka transaction. */
    PUBLISHING,
    /** The broker has the reply, and the transaction is open. */
    PUBLISHED,
    /** Reply, event and offset are in the transaction, which is about to be committed. */
    ACKNOWLEDGING,
    /** The broker has committed the transaction; nobody here has acted on that. */
    ACKNOWLEDGED;

    /** Exit code of a process that died at a boundary. */
    static final int DIED = 9;

    static final String FOLDER = "sluice.test.armed";

    /** Has the first process that gets there die there, once. */
    void arm(Path folder) {
        try {
            Files.createFile(folder.resolve(name()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    boolean armed() {
        return Files.exists(Path.of(System.getProperty(FOLDER), name()));
    }

    /** Called at the boundary by the process that may have to die: at once, without any hook or clean-up, as by kill -9. */
    void reached() {
        try {
            if (Files.deleteIfExists(Path.of(System.getProperty(FOLDER), name()))) {
                die();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void die() {
        Runtime.getRuntime().halt(DIED);
    }
}
