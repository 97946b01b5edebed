package dev.sluice.executor.take;

import dev.sluice.executor.take.Settlement.Settled;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.service.Health;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes jobs as a member of a consumer group (KIP-848). One thread polls and does nothing that can block on a job: jobs run
 * elsewhere, and a partition with too many of them open is paused while the others go on.
 */
public final class ConsumerGroupSource implements JobSource {
    private static final Logger log = LoggerFactory.getLogger(ConsumerGroupSource.class);
    private static final Duration REFUSED_PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final SourceSettings settings;
    private final KafkaConnection kafka;
    private final MeterRegistry meters;
    private final Assignment assignment = new Assignment();
    private final Errands errands = new Errands();
    private final Thread thread;

    private volatile Consumer<Delivery> sink = delivery -> {};
    private volatile @Nullable Membership member;
    private volatile Health health = new Health.Down("not started");
    private volatile boolean draining;
    private volatile boolean closed;

    public ConsumerGroupSource(SourceSettings settings, KafkaConnection kafka, MeterRegistry meters) {
        this.settings = settings;
        this.kafka = kafka;
        this.meters = meters;
        this.thread = new Thread(this::run, settings.clientId() + "-poll");
    }

    @Override
    public void start(Consumer<Delivery> deliveries) {
        sink = deliveries;
        thread.start();
    }

    @Override
    public void settle(Map<Delivery, Settled> batch, Settlement settlement) {
        Membership last = Objects.requireNonNull(member, "nothing was delivered so far");
        assignment.settle(batch, settlement, last.group());
    }

    @Override
    public CompletableFuture<Void> commit() {
        return errands.ask(consumer -> {
            consumer.commitSync(assignment.offsets());
            return null;
        });
    }

    @Override
    public CompletableFuture<Set<Delivery>> recheck(Set<Delivery> deliveries) {
        return errands.ask(consumer -> {
            Set<TopicPartition> asked = deliveries.stream()
                    .map(delivery -> delivery.holding().partition())
                    .collect(Collectors.toSet());
            return assignment.recheck(deliveries, consumer.committed(asked));
        });
    }

    @Override
    public void drain() {
        draining = true;
    }

    @Override
    public Map<TopicPartition, Long> spent() {
        return assignment.spent();
    }

    @Override
    public Share share() {
        Membership last = member;
        return last == null ? Share.UNKNOWN : last.share();
    }

    @Override
    public void close() {
        draining = true;
        closed = true;
        try {
            thread.join(CLOSE_TIMEOUT.toMillis()); // returns at once if never started
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Health check() {
        Membership last = member;
        return health instanceof Health.Up && last != null ? last.check() : health;
    }

    private void run() {
        try {
            while (!closed) {
                beMember();
            }
        } catch (WakeupException | InterruptException stopping) {
            log.atDebug().log("Poll loop interrupted");
        } catch (RuntimeException | Error broken) {
            health = new Health.Down("takes no jobs from " + settings.topic() + ": " + broken.getMessage());
            log.atError()
                    .setCause(broken)
                    .log("Jobs are no longer taken; restart the executor after mending the cause");
        }
    }

    /**
     * Takes jobs until told to stop, or until this client is of no more use: one that was refused once takes no part in its group again, and
     * one whose records could not be handed on has passed them. Whoever comes after it begins from what is committed.
     */
    private void beMember() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                        kafka.with(settings.clientId(), settings.consumer()),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
                KafkaClientMetrics measured = new KafkaClientMetrics(consumer)) {
            measured.bindTo(meters);
            Contact contact = new Contact(
                    GroupTimes.of(kafka, settings).patience(), Contact.answersTo(consumer), System.nanoTime());
            Membership joining = new Membership(settings, consumer, contact, assignment, errands, sink);
            joining.join();
            member = joining;
            health = Health.up();
            while (!closed) {
                joining.turn(draining);
            }
            errands.run(consumer);
        } catch (AuthorizationException | AuthenticationException | RetriableException refused) {
            health = new Health.Degraded("no jobs are taken until Kafka lets us: " + refused.getMessage());
            log.atError().setCause(refused).log("Kafka does not let jobs be taken; trying again with a new client");
            LockSupport.parkNanos(REFUSED_PAUSE.toNanos());
        } finally {
            assignment.giveUp(assignment.held().stream().map(Holding::partition).toList(), offsets -> {});
        }
    }
}
