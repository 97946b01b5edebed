package dev.sluice.executor.slot;

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
    /** How long a connection may be idle that is not among those always kept. */
    private static final Duration SPARE_IDLE = Duration.ofSeconds(30);

    private final HikariDataSource pool;
    private final ThreadPoolExecutor threads;
    private final int usual;
    private final SlotUse use = new SlotUse(System.nanoTime());

    public Slots(HikariDataSource pool) {
        this.pool = pool;
        int size = pool.getMaximumPoolSize();
        this.usual = size;
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
        long handedInAt = System.nanoTime();
        threads.execute(() -> {
            use.begun(handedInAt, System.nanoTime());
            try {
                work.run();
            } finally {
                use.ended(System.nanoTime());
            }
        });
    }

    /**
     * Makes this many places of them: more at once, fewer as jobs end. What the pool may hold only ever grows, since the threads bound what is
     * in use; connections that nobody needs any more are closed when they have been idle for a while.
     */
    public synchronized void resize(int wanted) {
        int size = threads.getMaximumPoolSize();
        if (wanted > size) {
            pool.setMaximumPoolSize(Math.max(wanted, pool.getMaximumPoolSize()));
            threads.setMaximumPoolSize(wanted);
            threads.setCorePoolSize(wanted);
        } else if (wanted < size) {
            threads.setCorePoolSize(wanted);
            threads.setMaximumPoolSize(wanted);
        }
        if (wanted != size) {
            pool.setMinimumIdle(pool.getMaximumPoolSize() > wanted ? Math.min(wanted, 1) : Math.min(wanted, usual));
            pool.setIdleTimeout(SPARE_IDLE.toMillis());
        }
    }

    /** How many there are unless somebody orders otherwise. */
    public int usual() {
        return usual;
    }

    /** How busy they were since this was asked last. */
    public SlotLoad load() {
        return use.look(size(), System.nanoTime());
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
    public boolean unconnected() {
        HikariPoolMXBean connections = pool.getHikariPoolMXBean();
        return connections != null && connections.getTotalConnections() == 0;
    }

    /** Gives up every connection that nobody uses, and those in use when they come back. */
    public void renew() {
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
