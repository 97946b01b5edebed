package dev.sluice.standalone.cli.up;

import dev.sluice.runtime.process.ServiceProcess;
import dev.sluice.standalone.cli.shell.ExitCode;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and SIGTERM: the first one ends the waiting, or interrupts the start under way, so that everything is stopped in order; a
 * second one ends the process. For one per process; thread-safe.
 */
public final class StopSignal {
    private final CountDownLatch told = new CountDownLatch(1);
    private @Nullable Thread working;

    private StopSignal() {}

    /** Listens from now on, on behalf of the calling thread. */
    public static StopSignal listen() {
        StopSignal signal = new StopSignal();
        signal.working = Thread.currentThread();
        ServiceProcess.onTermination(signal::stop, () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED));
        return signal;
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
        // The signal may have come in between.
        boolean unused = Thread.interrupted();
    }

    private synchronized void stop() {
        told.countDown();
        if (working != null) {
            working.interrupt();
        }
    }
}
