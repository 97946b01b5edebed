package dev.sluice.standalone.cli.shell;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A wait between two looks at something that cannot call back. */
public final class Pause {
    private Pause() {}

    /** Ends early only by an interrupt. */
    public static void of(Duration pause) throws InterruptedException {
        // Nobody counts this down.
        boolean unused = new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }
}
