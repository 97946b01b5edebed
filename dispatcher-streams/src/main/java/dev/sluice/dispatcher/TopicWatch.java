package dev.sluice.dispatcher;

import dev.sluice.dispatcher.receive.Partitions;
import dev.sluice.dispatcher.send.TopicDirectory;
import dev.sluice.dispatcher.stream.TopicCheck;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the topic directory up to date from a thread of its own. Owns the admin client. */
final class TopicWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final TopicCheck check;
    private final Admin admin;
    private final TopicDirectory directory;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("dispatcher-topics").daemon().factory());

    private Map<String, Integer> told = Map.of();

    TopicWatch(TopicCheck check, Admin admin, TopicDirectory directory) {
        this.check = check;
        this.admin = admin;
        this.directory = directory;
    }

    /** Looks once, then again and again. */
    void start(Partitions expected) throws ExecutionException, InterruptedException {
        directory.see(check.maxBytesByTopic(admin));
        // Looking never throws, so nobody needs the future.
        var unused = thread.scheduleWithFixedDelay(
                () -> look(expected), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look(Partitions expected) {
        try {
            directory.see(check.maxBytesByTopic(admin));
            Map<String, Integer> uneven = check.uneven(admin, expected);
            if (!uneven.equals(told) && !uneven.isEmpty()) {
                log.atError()
                        .addKeyValue("topics", uneven)
                        .addKeyValue("expected", expected.count())
                        .log(
                                "topics have another number of partitions than the rest; requests there are dead letters until the"
                                        + " topics are made anew (sluice topics diff)");
            }
            told = uneven;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException | Error e) {
            log.atWarn()
                    .setCause(e)
                    .log("the topics could not be looked at; what was seen before holds until the next look");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(Duration.ofSeconds(5));
    }
}
