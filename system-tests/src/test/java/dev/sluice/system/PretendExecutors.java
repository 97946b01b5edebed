package dev.sluice.system;

import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Takes routed jobs as executors do, read committed if not told otherwise, runs nothing and ends each a little later, in no particular order. Between a job's
 * record and its end it holds a lease for certain, so what is open here at a time is never more than the limits allow.
 */
final class PretendExecutors implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(10);

    private final Messages messages;
    private final Topics topics;
    private final int mostOfDatabase;
    private final int mostOfTenant;
    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final Thread thread = new Thread(this::run, "pretend-executors");
    private final Deque<QueryJob> open = new ArrayDeque<>();
    private final Random random = new Random(7);
    /** How often each job came. */
    final Map<String, Integer> taken = new ConcurrentHashMap<>();
    /** From the making of its request to here, by job. */
    private final Map<String, Duration> waits = new ConcurrentHashMap<>();
    /** What was seen that must not be. */
    final List<String> broken = Collections.synchronizedList(new ArrayList<>());

    PretendExecutors(String servers, Messages messages, Topics topics, int mostOfDatabase, int mostOfTenant) {
        this(servers, messages, topics, mostOfDatabase, mostOfTenant, "read_committed");
    }

    /** As executors must not be: they take what a dispatcher routed and never committed. */
    static PretendExecutors careless(
            String servers, Messages messages, Topics topics, int mostOfDatabase, int mostOfTenant) {
        return new PretendExecutors(servers, messages, topics, mostOfDatabase, mostOfTenant, "read_uncommitted");
    }

    private PretendExecutors(
            String servers, Messages messages, Topics topics, int mostOfDatabase, int mostOfTenant, String isolation) {
        this.messages = messages;
        this.topics = topics;
        this.mostOfDatabase = mostOfDatabase;
        this.mostOfTenant = mostOfTenant;
        Map<String, Object> kafka =
                Map.of("bootstrap.servers", servers, "isolation.level", isolation, "auto.offset.reset", "earliest");
        consumer = new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer());
        String topic = topics.jobs("postgresql", Lane.FAST);
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList());
        thread.start();
    }

    private void run() {
        try (consumer) {
            while (true) {
                consumer.poll(POLL).forEach(this::take);
                for (int ends = random.nextInt(1 + open.size()); ends > 0; ends--) {
                    end(open.removeFirst());
                }
            }
        } catch (WakeupException closed) {
            // Only close() wakes it.
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (!(messages.decode(QueryJob.class, record.value()) instanceof Decoded.Message<QueryJob>(QueryJob job))) {
            broken.add("a routed job that cannot be read");
            return;
        }
        taken.merge(job.getJobId(), 1, Integer::sum);
        waits.putIfAbsent(job.getJobId(), Duration.between(job.getSubmittedAt(), Instant.now()));
        open.add(job);
        atMost(mostOfDatabase, QueryJob::getDatabase);
        atMost(mostOfTenant, each -> each.getDatabase() + "/" + each.getTenant());
    }

    private void atMost(int most, Function<QueryJob, String> of) {
        Map<String, Integer> counts = new HashMap<>();
        open.forEach(job -> counts.merge(of.apply(job), 1, Integer::sum));
        counts.forEach((whose, count) -> {
            if (count > most) {
                broken.add(count + " jobs of " + whose + " at once, " + most + " may be");
            }
        });
    }

    private void end(QueryJob job) {
        var event = JobEvent.newBuilder()
                .setJobId(job.getJobId())
                .setTenant(job.getTenant())
                .setPrincipal(job.getPrincipal())
                .setDatabase(job.getDatabase())
                .setType(EventType.SUCCEEDED)
                .setState(JobState.SUCCEEDED)
                .setAttempt(job.getAttempt())
                .setAt(Instant.now())
                .build();
        var unused = producer.send(new ProducerRecord<>(topics.events(), job.getDatabase(), messages.encode(event)));
    }

    void forgetWaits() {
        waits.clear();
    }

    /** How long so many of a hundred jobs took at most from their making to here. */
    Duration waited(int percent) {
        List<Duration> all = waits.values().stream().sorted().toList();
        return all.get(Math.ceilDiv(all.size() * percent, 100) - 1);
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
