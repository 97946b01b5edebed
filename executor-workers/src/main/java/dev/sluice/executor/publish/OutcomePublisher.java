package dev.sluice.executor.publish;

import dev.sluice.executor.take.Delivery;
import dev.sluice.executor.take.JobSource;
import dev.sluice.executor.take.Settlement.Settled;
import dev.sluice.runtime.service.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the outcomes of one lane worker in groups: what has gathered while the last group was under way, at most every few
 * milliseconds. One thread of its own.
 *
 * <p>Nothing is given up while its partition is ours: what fails is kept and sent again. What cannot go for a reason of its own, because
 * its topic takes nothing or it is too large, waits apart from then on, so that it holds up no other. A reply whose own topic is gone
 * goes to the common one.
 */
public final class OutcomePublisher {
    private static final Logger log = LoggerFactory.getLogger(OutcomePublisher.class);
    private static final int MAX_GROUP = 1_000;
    private static final long IDLE_MILLIS = 100;
    private static final Duration EPOCH_PAUSE = Duration.ofMillis(20);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration LONG_PAUSE = Duration.ofSeconds(5);
    private static final Duration TOPIC_PAUSE = Duration.ofMinutes(1);
    private static final long RECHECK_SECONDS = 30;

    private final PublisherSettings settings;
    private final JobSource source;
    private final Outlet outlet;
    private final ReplyTopics replyTopics;
    private final BlockingQueue<Publication> queue = new LinkedBlockingQueue<>();
    private final Apart apart = new Apart(System::nanoTime);

    private final OffsetCommits commits;
    private final Thread thread;
    private long lastGroup = System.nanoTime();
    /** Whether what was tried last failed. What waits apart says nothing about the rest, nor the rest about it. */
    private boolean failing;

    private volatile Health health = Health.up();
    private volatile boolean closed;

    OutcomePublisher(PublisherSettings settings, JobSource source, Outlet outlet, ReplyTopics replyTopics) {
        this.settings = settings;
        this.source = source;
        this.outlet = outlet;
        this.replyTopics = replyTopics;
        this.commits = new OffsetCommits(source);
        this.thread = new Thread(this::run, settings.name() + "-publish");
    }

    public void start() {
        thread.start();
    }

    /** Queues what a finished job leaves behind; its offset goes with it. */
    public void publish(Delivery delivery, List<ProducerRecord<String, byte[]>> records) {
        queue.add(new Publication(delivery, Settled.DONE, records, () -> {}));
    }

    /** Counts a start where the next owner of the partition can see it, then goes on. */
    public void countStart(Delivery delivery, Runnable then) {
        queue.add(new Publication(delivery, Settled.STARTING, List.of(), then));
    }

    /** Tells the next owner of the partition that this start does not count. */
    public void giveBack(Delivery delivery) {
        delivery.forgive();
        queue.add(new Publication(delivery, Settled.GIVEN_BACK, List.of(), () -> {}));
    }

    /** How far behind the publisher is; for metrics. */
    public int waiting() {
        return queue.size();
    }

    public Health check() {
        return health instanceof Health.Up ? outlet.check() : health;
    }

    /** Publishes what is queued, then ends; cut short after the grace. */
    public void close(Duration grace) {
        closed = true;
        try {
            thread.join(grace.toMillis()); // returns at once if never started
            thread.interrupt();
            thread.join(grace.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            openEarly();
            while (!Thread.currentThread().isInterrupted() && (!closed || !queue.isEmpty())) {
                publish(gather());
                publishApart();
                commits.again();
                if (!failing && apart.isEmpty()) {
                    health = Health.up();
                }
            }
        } catch (InterruptedException stopping) {
            log.atDebug().log("Publisher interrupted");
        } catch (RuntimeException | Error broken) {
            health = new Health.Down("outcomes are no longer published: " + broken.getMessage());
            log.atError()
                    .addKeyValue("publisher", settings.name())
                    .setCause(broken)
                    .log("Outcomes are no longer published; restart the executor after mending the cause");
        } finally {
            outlet.close();
        }
    }

    /** The first outcome should not wait for what can be had before; what fails now is tried again then. */
    private void openEarly() {
        try {
            outlet.open();
        } catch (RuntimeException failed) {
            log.atDebug().setCause(failed).log("The outlet does not open yet");
        }
    }

    private List<Publication> gather() throws InterruptedException {
        List<Publication> group = new ArrayList<>();
        Publication first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            long early = settings.groupGap().toNanos() - (System.nanoTime() - lastGroup);
            if (early > 0) {
                LockSupport.parkNanos(early);
            }
            group.add(first);
            queue.drainTo(group, MAX_GROUP - 1);
        }
        return group;
    }

    private void publishApart() {
        Publication probe = apart.nextProbe();
        if (probe != null && !silent(probe)) {
            send(List.of(probe));
        }
        Publication one = apart.nextSingle();
        while (one != null) {
            publish(List.of(one));
            one = queue.isEmpty() ? apart.nextSingle() : null;
        }
    }

    /** Then it waits on, as a probe would keep everything else waiting for as long as the producer asks. */
    private boolean silent(Publication probe) {
        Stream<String> topics = probe.records().stream().map(ProducerRecord::topic);
        boolean silent = apart.close(topics.filter(replyTopics::extra).filter(replyTopics::silent), LONG_PAUSE);
        if (silent) {
            publish(List.of(probe));
        }
        return silent;
    }

    private void publish(List<Publication> gathered) {
        List<Publication> group = apart.keepFrom(routed(gathered));
        if (!group.isEmpty()) {
            send(group);
        }
    }

    private void send(List<Publication> group) {
        try {
            settle(group);
            failing = false;
            queue.addAll(apart.reopenedBy(group));
        } catch (UncertainCommitException uncertain) {
            again(unpublished(group), uncertain, PAUSE);
        } catch (CommitFailedException moved) {
            again(group, moved, EPOCH_PAUSE); // the group's epoch moved on: what is still ours goes with the new one
        } catch (RefusedTopicsException refused) {
            again(group, refused, close(refused) ? Duration.ZERO : PAUSE);
        } catch (RuntimeException | Error failed) {
            if (Apart.maySave(failed)) {
                single(group, failed);
            } else {
                again(group, failed, PAUSE);
            }
        }
    }

    /** One by one from here on. What a topic of its own does not take for its size, the common one takes. */
    private void single(List<Publication> group, Throwable failed) {
        boolean alone = group.size() == 1;
        List<Publication> next = alone && Apart.tooLarge(failed)
                ? List.of(group.getFirst().redirected(topic -> replyTopics.extra(topic) ? replyTopics.common() : topic))
                : group;
        apart.single(next, alone && next.equals(group) ? LONG_PAUSE : Duration.ZERO);
        degraded(group, failed);
    }

    private List<Publication> routed(List<Publication> group) {
        return replyTopics.anyMissed()
                ? group.stream()
                        .map(publication -> publication.redirected(replyTopics::inPlaceOf))
                        .toList()
                : group;
    }

    /**
     * Where another topic can stand in, that is where what was sent goes from now on; the others get a pause. False if there is nothing to
     * be done but to try again: of all topics, those that everybody needs may be silent for everybody.
     */
    private boolean close(RefusedTopicsException refused) {
        Stream<String> topics = refused.topics().stream();
        return switch (refused.why()) {
            case FORBIDDEN -> apart.close(topics, LONG_PAUSE);
            case GONE -> {
                apart.close(topics.filter(topic -> !replyTopics.lost(topic)), TOPIC_PAUSE);
                yield true;
            }
            case SILENT -> apart.close(topics.filter(replyTopics::extra), LONG_PAUSE);
        };
    }

    private void settle(List<Publication> group) {
        outlet.open();
        Map<Delivery, Settled> batch = new LinkedHashMap<>();
        group.forEach(publication -> batch.put(publication.delivery(), publication.settled()));
        source.settle(batch, (owned, offsets, groupMetadata) -> {
            List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
            for (Publication publication : group) {
                if (owned.contains(publication.delivery())) {
                    records.addAll(publication.records());
                }
            }
            outlet.send(records, offsets, groupMetadata);
        });
        lastGroup = System.nanoTime();
        settings.groupSize().record(group.size());
        if (outlet.commitsOffsets()) {
            group.forEach(Publication::goOn);
        } else {
            commits.after(group, queue.isEmpty());
        }
    }

    private void again(List<Publication> group, Throwable why, Duration pause) {
        degraded(group, why);
        LockSupport.parkNanos(pause.toNanos());
        queue.addAll(group);
    }

    private void degraded(List<Publication> group, Throwable why) {
        failing = true;
        health = new Health.Degraded("outcomes wait to be published: " + why.getMessage());
        log.atWarn()
                .addKeyValue("publisher", settings.name())
                .addKeyValue("outcomes", group.size())
                .setCause(why)
                .log("Outcomes could not be published; they are kept and sent again");
    }

    /** After a lost answer: opens anew, which ends the transaction one way or the other, and asks the group what it has. */
    private List<Publication> unpublished(List<Publication> group) {
        Set<Delivery> asked =
                Set.copyOf(group.stream().map(Publication::delivery).toList());
        while (!Thread.currentThread().isInterrupted()) {
            try {
                outlet.open();
                Set<Delivery> done = source.recheck(asked).get(RECHECK_SECONDS, TimeUnit.SECONDS);
                return group.stream()
                        .filter(publication -> !done.contains(publication.delivery()))
                        .toList();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException | RuntimeException unanswered) {
                log.atWarn()
                        .setCause(unanswered)
                        .log("Cannot tell so far whether outcomes were published; asking again");
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return group;
    }
}
