package dev.sluice.benchmarks.execute.job;

import java.util.List;

/** Something that runs jobs on the database with 16 connections at most. Asked by one thread; answers arrive on any. */
public interface Contender extends AutoCloseable {
    /** As many statements at once as any contender runs. */
    int CONNECTIONS = 16;

    /** Makes these jobs ready to be handed over, as far as that is not the contender's own work. */
    Asking ready(List<Question> questions);

    /** Hands the jobs over, once. */
    @FunctionalInterface
    interface Asking {
        /** Returns without waiting for their answers. */
        void ask() throws Exception;
    }

    /** Whether it sleeps between looks for new work, so that the time until its first answer says nothing about its rate. */
    default boolean polls() {
        return false;
    }

    /** Writes counted by the contender's own records, or those it was asked if it keeps none. */
    default long recordedWrites(long asked) throws Exception {
        return asked;
    }

    @Override
    void close();
}
