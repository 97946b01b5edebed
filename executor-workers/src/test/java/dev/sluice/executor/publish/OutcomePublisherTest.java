package dev.sluice.executor.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.take.Deliveries;
import dev.sluice.executor.take.Delivery;
import dev.sluice.executor.take.JobSource;
import dev.sluice.executor.take.Settlement;
import dev.sluice.executor.take.Settlement.Settled;
import dev.sluice.executor.take.Share;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.service.Health;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The publisher between a source and an outlet of ours that do as they are told. */
final class OutcomePublisherTest {
    private static final Topics TOPICS = new Topics("test");
    private static final ConsumerGroupMetadata GROUP = new MockConsumer<String, byte[]>("earliest").groupMetadata();
    private static final String EXTRA = TOPICS.replies() + ".extra";

    private final Source source = new Source();
    private final BlockingQueue<ProducerRecord<String, byte[]>> sent = new LinkedBlockingQueue<>();
    private final ReplyTopics replyTopics = new ReplyTopics(
            new PlainProducer("unused", new KafkaConnection(Map.of()), new SimpleMeterRegistry()), TOPICS);
    private OutcomePublisher publisher = publisher(records -> {});

    private OutcomePublisher publisher(Consumer<List<ProducerRecord<String, byte[]>>> onSend) {
        Outlet outlet = new Outlet() {
            @Override
            public void open() {}

            @Override
            public void send(
                    List<ProducerRecord<String, byte[]>> records,
                    Map<TopicPartition, OffsetAndMetadata> offsets,
                    ConsumerGroupMetadata group) {
                onSend.accept(records);
                sent.addAll(records);
            }

            @Override
            public boolean commitsOffsets() {
                return false;
            }

            @Override
            public void close() {}
        };
        PublisherSettings settings =
                new PublisherSettings("test", Duration.ofMillis(1), new SimpleMeterRegistry().summary("group"));
        return new OutcomePublisher(settings, source, outlet, replyTopics);
    }

    @AfterEach
    void stop() {
        publisher.close(Duration.ofSeconds(5));
    }

    private static ProducerRecord<String, byte[]> record(String topic) {
        return new ProducerRecord<>(topic, "key", new byte[0]);
    }

    @Test
    void a_start_whose_commit_failed_counts_with_the_next_one_however_busy_the_publisher_is() throws Exception {
        CountDownLatch counted = new CountDownLatch(1);
        publisher = publisher(records -> {
            if (counted.getCount() > 0) { // so that there is always something to publish
                publisher.publish(Deliveries.delivery(false), List.of(record(TOPICS.replies())));
            }
        });
        source.failingCommits.set(1);
        publisher.countStart(Deliveries.delivery(false), counted::countDown);

        publisher.start();

        assertThat(counted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_reply_whose_topic_is_gone_goes_to_the_common_one_and_is_asked_for_no_more() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        publisher = publisher(records -> {
            if (records.stream().anyMatch(record -> record.topic().equals(EXTRA))) {
                asked.incrementAndGet();
                throw RefusedTopicsException.of(new TimeoutException(new UnknownTopicOrPartitionException()), EXTRA);
            }
        });
        publisher.start();

        publisher.publish(Deliveries.delivery(false), List.of(record(EXTRA), record(TOPICS.events())));
        assertThat(List.of(next(), next())).containsExactly(TOPICS.replies(), TOPICS.events());
        publisher.publish(Deliveries.delivery(false), List.of(record(EXTRA)));
        assertThat(next()).isEqualTo(TOPICS.replies());

        assertThat(asked).hasValue(1);
        assertThat(replyTopics.usable(EXTRA)).isFalse();
    }

    @Test
    void a_reply_that_is_too_large_for_a_topic_of_its_own_goes_to_the_common_one() throws Exception {
        publisher = publisher(records -> {
            if (records.stream().anyMatch(record -> record.topic().equals(EXTRA))) {
                throw new RecordTooLargeException("more than max.message.bytes of the topic");
            }
        });
        publisher.start();

        publisher.publish(Deliveries.delivery(false), List.of(record(EXTRA), record(TOPICS.events())));

        assertThat(List.of(next(), next())).containsExactly(TOPICS.replies(), TOPICS.events());
        assertThat(replyTopics.inPlaceOf(EXTRA)).as("others may be smaller").isEqualTo(EXTRA);
    }

    @Test
    void an_error_costs_its_group_a_pause_and_nobody_else_anything() throws Exception {
        AtomicInteger broken = new AtomicInteger(1);
        publisher = publisher(records -> {
            if (broken.getAndDecrement() > 0) {
                throw new AssertionError("no memory for this group");
            }
        });
        publisher.start();

        publisher.publish(Deliveries.delivery(false), List.of(record(TOPICS.replies())));

        assertThat(next()).isEqualTo(TOPICS.replies());
    }

    @Test
    void what_follows_a_start_and_fails_stops_neither_the_other_starts_nor_the_publisher() throws Exception {
        CountDownLatch other = new CountDownLatch(1);
        publisher.countStart(Deliveries.delivery(false), () -> {
            throw new AssertionError("no thread for it");
        });
        publisher.countStart(Deliveries.delivery(false), other::countDown);

        publisher.start();

        assertThat(other.await(30, TimeUnit.SECONDS)).isTrue();
        publisher.publish(Deliveries.delivery(false), List.of(record(TOPICS.replies())));
        assertThat(next()).isEqualTo(TOPICS.replies());
        assertThat(publisher.check()).isEqualTo(Health.up());
    }

    private String next() throws InterruptedException {
        ProducerRecord<String, byte[]> record = sent.poll(30, TimeUnit.SECONDS);
        return record == null ? "nothing" : record.topic();
    }

    private static final class Source implements JobSource {
        private final AtomicInteger failingCommits = new AtomicInteger();

        @Override
        public void start(Consumer<Delivery> sink) {}

        @Override
        public void settle(Map<Delivery, Settled> batch, Settlement settlement) {
            settlement.publish(batch.keySet(), Map.of(), GROUP);
        }

        @Override
        public CompletableFuture<Void> commit() {
            return failingCommits.getAndDecrement() > 0
                    ? CompletableFuture.failedFuture(new TimeoutException("no answer"))
                    : CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Set<Delivery>> recheck(Set<Delivery> deliveries) {
            return CompletableFuture.completedFuture(Set.of());
        }

        @Override
        public void drain() {}

        @Override
        public Map<TopicPartition, Long> spent() {
            return Map.of();
        }

        @Override
        public Share share() {
            return new Share(Set.of(), 0);
        }

        @Override
        public void close() {}

        @Override
        public Health check() {
            return Health.up();
        }
    }
}
