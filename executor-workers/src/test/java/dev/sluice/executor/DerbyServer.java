package dev.sluice.executor;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Derby inside this JVM, each database in memory alone: what engine {@code db2} is tested on. */
public final class DerbyServer {
    private static final CyclicBarrier MEETING = new CyclicBarrier(2);

    static {
        System.setProperty("derby.stream.error.file", "target/derby.log");
        System.setProperty("derby.locks.waitTimeout", "5");
        System.setProperty("derby.locks.deadlockTimeout", "1");
    }

    private DerbyServer() {}

    /** The URL of a database of this name, made when it is first opened. */
    static String url(String database) {
        return "jdbc:derby:memory:" + database + ";create=true";
    }

    /** A function for Derby: waits for the other of two jobs, and after one of them has given up for nobody. */
    public static int meet() throws InterruptedException {
        try {
            return MEETING.await(20, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException alone) {
            return -1;
        }
    }
}
