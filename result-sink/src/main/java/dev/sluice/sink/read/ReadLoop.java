package dev.sluice.sink.read;

import dev.sluice.runtime.service.Health;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that reads: turn after turn until stopped, with a pause after trouble. Says how it is. */
final class ReadLoop implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(ReadLoop.class);

    private final ReadTurn turns;
    private final Duration standAside;
    private final Backoff backoff = new Backoff();
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile Health health = new Health.Degraded("history delayed: nothing was read yet");

    ReadLoop(ReadTurn turns, Duration standAside) {
        this.turns = turns;
        this.standAside = standAside;
    }

    @Override
    public void run() {
        try (turns) {
            while (stop.getCount() > 0) {
                settle(turns.next());
            }
        } catch (RuntimeException | Error broken) {
            health = new Health.Down("history stopped, restart the sink: " + broken);
            log.atError().setCause(broken).log("reading broke; nothing more is kept until the sink is restarted");
        }
    }

    /** Asks the thread to end after the turn it is in. */
    void stop() {
        stop.countDown();
    }

    Health health() {
        return health;
    }

    private void settle(Turn turn) {
        switch (turn) {
            case Turn.Went() -> well();
            case Turn.CaughtUp() -> well();
            case Turn.Idle() -> {}
            case Turn.StandAside() -> {
                log.atInfo().log("another instance keeps the history; this one stands aside and tries again");
                well();
                pause(standAside);
            }
            case Turn.Trouble(String why) -> {
                if (!health.equals(new Health.Degraded(why))) {
                    log.atWarn().addKeyValue("reason", why).log("reading pauses; nothing is lost, it tries again");
                }
                health = new Health.Degraded(why);
                pause(backoff.next());
            }
        }
    }

    private void well() {
        if (health instanceof Health.Degraded) {
            log.atInfo().log("reading and keeping");
        }
        health = Health.up();
        backoff.reset();
    }

    private void pause(Duration wait) {
        try {
            boolean stopped = stop.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            log.atTrace().addKeyValue("stopped", stopped).log("paused");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stop();
        }
    }
}
