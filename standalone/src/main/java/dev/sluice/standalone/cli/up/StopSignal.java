package dev.sluice.standalone.cli.up;

import dev.sluice.runtime.process.ServiceProcess;
import dev.sluice.standalone.cli.shell.ExitCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and SIGTERM: the first one ends the waiting, or the start under way, so that everything is stopped in order; a second one
 * ends the process. For one per process; thread-safe.
 */
public final class StopSignal {
    /** How long a part may take to come up once told to stop; then it is interrupted. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch started = new CountDownLatch(1);
    private @Nullable Thread working;
    private @Nullable Runnable endOfStart;

    StopSignal(Thread working) {
        this.working = working;
    }

    /** Listens from now on, on behalf of the calling thread. */
    public static StopSignal listen() {
        StopSignal signal = new StopSignal(Thread.currentThread());
        ServiceProcess.onTermination(signal::stop, () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED));
        return signal;
    }

    /**
     * Until {@link #started}, the first signal calls this instead of interrupting: interrupted in the middle of its start, Kafka
     * reports a page of failures that are none.
     */
    synchronized void starting(Runnable end) {
        endOfStart = end;
    }

    /** The start is over; from now on the first signal interrupts. */
    synchronized void started() {
        endOfStart = null;
        started.countDown();
    }

    /** Returns once told to stop. */
    public void await() throws InterruptedException {
        synchronized (this) {
            working = null;
        }
        told.await();
    }

    /** Whether a signal came. */
    public boolean came() {
        return told.getCount() == 0;
    }

    /** What comes now is stopping, which the first signal must not interrupt. */
    public synchronized void leaveAlone() {
        working = null;
        started();
        // The signal may have come in between.
        boolean unused = Thread.interrupted();
    }

    /** What the first signal does. */
    void stop() {
        told.countDown();
        Runnable end;
        synchronized (this) {
            end = endOfStart;
        }
        if (end == null || !startEnds(end)) {
            interrupt();
        }
    }

    private boolean startEnds(Runnable end) {
        Thread.ofPlatform().name("end-of-start").daemon().start(end);
        try {
            return started.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void interrupt() {
        if (working != null) {
            working.interrupt();
        }
    }
}
