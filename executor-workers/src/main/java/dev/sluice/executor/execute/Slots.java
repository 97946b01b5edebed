package dev.sluice.executor.execute;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.sluice.runtime.service.Health;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The places where jobs of one database and lane run: as many threads as connections, so that a job with a thread never waits for
 * a connection that another job holds. A job that waits for its outcome to be published holds neither. Thread-safe.
 */
public final class Slots {
    private final HikariDataSource pool;
    private final ThreadPoolExecutor threads;

    public Slots(HikariDataSource pool) {
        this.pool = pool;
        int size = pool.getMaximumPoolSize();
        this.threads = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name(pool.getPoolName() + "-", 1).factory());
    }

    /** Runs this when a place is free. Throws RejectedExecutionException once closed. */
    public void submit(Runnable work) {
        threads.execute(work);
    }

    public int size() {
        return threads.getMaximumPoolSize();
    }

    public int busy() {
        return threads.getActiveCount();
    }

    public int waiting() {
        return threads.getQueue().size();
    }

    public Health check() {
        return unconnected()
                ? new Health.Degraded("no connection to the database of " + pool.getPoolName())
                : Health.up();
    }

    /** Whether there is not one connection, used or unused. */
    boolean unconnected() {
        HikariPoolMXBean connections = pool.getHikariPoolMXBean();
        return connections != null && connections.getTotalConnections() == 0;
    }

    /** Gives up every connection that nobody uses, and those in use when they come back. */
    void renew() {
        HikariPoolMXBean connections = pool.getHikariPoolMXBean();
        if (connections != null) {
            connections.softEvictConnections();
        }
    }

    /** Forgets what has not begun, waits for the rest within the grace, closes the pool. */
    public void close(Duration grace) {
        threads.getQueue().clear();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        pool.close();
    }

    public HikariDataSource pool() {
        return pool;
    }
}
