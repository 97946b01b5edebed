package dev.sluice.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.message.CommandAnswer;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Stands where Sluice would: creates the topics, reads what was submitted, and answers as the test says. */
final class Answering implements AutoCloseable {
    static final int PARTITIONS = 3;

    private final String bootstrapServers;
    private final Topics topics;
    private final Messages messages;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaProducer<String, byte[]> transactional;

    Answering(String bootstrapServers, Topics topics, SchemaRegistry registry) throws Exception {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.messages = new Messages(registry);
        create(Set.of(
                topics.requests(Priority.HIGH),
                topics.requests(Priority.NORMAL),
                topics.control(),
                topics.events(),
                topics.replies()));
        this.producer = producer(Map.of("bootstrap.servers", bootstrapServers));
        this.transactional = producer(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", topics.prefix() + "-answers"));
    }

    private void create(Set<String> names) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var specs = topics.catalogue(Set.of(), PARTITIONS).stream().filter(spec -> names.contains(spec.name()));
            admin.createTopics(specs.map(spec -> spec.newTopic()).toList())
                    .all()
                    .get(120, TimeUnit.SECONDS);
            // The controller has them; the broker may take a moment longer.
            await().atMost(Duration.ofMinutes(2))
                    .ignoreExceptions()
                    .until(() ->
                            admin.describeTopics(names).allTopicNames().get().size() == names.size());
        }
    }

    ClientSettings clientSettings(String tenant) {
        return clientSettings(tenant, Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Settings of a client that sees soon what becomes of its topics. */
    ClientSettings attentiveClientSettings(String tenant) {
        return clientSettings(tenant, Map.of("bootstrap.servers", bootstrapServers, "metadata.max.age.ms", "500"));
    }

    private ClientSettings clientSettings(String tenant, Map<String, String> client) {
        return new ClientSettings(
                client, topics, tenant, "tester", TenantBinding.OPEN, 10 * 1024 * 1024, Optional.empty());
    }

    /** Adds a partition to the topic of the replies; the outcome of this job is the first record there. */
    void outcomeOnAnAddedPartition(String jobId) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createPartitions(Map.of(topics.replies(), NewPartitions.increaseTo(PARTITIONS + 1)))
                    .all()
                    .get(120, TimeUnit.SECONDS);
        }
        QueryReply outcome = reply(ReplyKind.OUTCOME, "acme", jobId, "r1")
                .setState(JobState.SUCCEEDED)
                .build();
        producer.send(new ProducerRecord<>(topics.replies(), PARTITIONS, jobId, messages.encode(outcome)))
                .get(120, TimeUnit.SECONDS);
    }

    /** Deletes all that is on the topic, read or not. */
    void deleteRecords(String topic) throws Exception {
        producer.flush();
        Map<TopicPartition, RecordsToDelete> all = IntStream.range(0, PARTITIONS)
                .boxed()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition),
                        partition -> RecordsToDelete.beforeOffset(-1)));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.deleteRecords(all).all().get(120, TimeUnit.SECONDS);
        }
    }

    ConsumerRecord<String, byte[]> only(String topic) {
        List<ConsumerRecord<String, byte[]>> records = read(topic, 1);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    /** Reads the topic from its beginning until so many records came. */
    List<ConsumerRecord<String, byte[]>> read(String topic, int count) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList());
            await().atMost(Duration.ofMinutes(2)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= count;
            });
        }
        return records;
    }

    <T extends SpecificRecord> T decode(Class<T> type, ConsumerRecord<String, byte[]> written) {
        Decoded<T> decoded = messages.decode(type, written.value());
        assertThat(decoded).isInstanceOf(Decoded.Message.class);
        return ((Decoded.Message<T>) decoded).value();
    }

    void rows(String jobId, String resultId, int chunk, String json) {
        rowsOfTenant("acme", jobId, resultId, chunk, json);
    }

    void rowsOfTenant(String tenant, String jobId, String resultId, int chunk, String json) {
        send(
                producer,
                reply(ReplyKind.ROWS, tenant, jobId, resultId)
                        .setChunk(chunk)
                        .setRows(ByteBuffer.wrap(json.getBytes(UTF_8)))
                        .build());
    }

    void outcome(String jobId, String resultId, List<String> chunks) {
        outcomeOfTenant("acme", jobId, resultId, chunks);
    }

    void outcomeOfTenant(String tenant, String jobId, String resultId, List<String> chunks) {
        send(
                producer,
                reply(ReplyKind.OUTCOME, tenant, jobId, resultId)
                        .setState(JobState.SUCCEEDED)
                        .setChunks(chunks.size())
                        .setSha256(sha256(String.join("", chunks)))
                        .build());
    }

    void outcomeInTransaction(String jobId, String resultId, boolean commit) {
        if (!commit) {
            transactional.initTransactions();
        }
        transactional.beginTransaction();
        send(
                transactional,
                reply(ReplyKind.OUTCOME, "acme", jobId, resultId)
                        .setState(JobState.SUCCEEDED)
                        .build());
        transactional.flush();
        if (commit) {
            transactional.commitTransaction();
        } else {
            transactional.abortTransaction();
        }
    }

    void answer(String jobId, String commandId, CommandAnswer answer) {
        JobEvent event = JobEvent.newBuilder()
                .setJobId(jobId)
                .setTenant("acme")
                .setPrincipal("")
                .setDatabase("orders")
                .setType(EventType.ANSWERED)
                .setState(JobState.UNKNOWN)
                .setAt(Instant.EPOCH)
                .setCommandId(commandId)
                .setAnswer(answer)
                .build();
        var unused = producer.send(new ProducerRecord<>(topics.events(), "orders", messages.encode(event)));
    }

    void garbage(String jobId) {
        var unused = producer.send(new ProducerRecord<>(topics.replies(), jobId, new byte[] {0, 1, 2, 3, 4, 5, 6}));
    }

    @Override
    public void close() {
        producer.close();
        transactional.close();
    }

    private void send(KafkaProducer<String, byte[]> to, QueryReply reply) {
        var unused = to.send(new ProducerRecord<>(topics.replies(), reply.getJobId(), messages.encode(reply)));
    }

    private static QueryReply.Builder reply(ReplyKind kind, String tenant, String jobId, String resultId) {
        return QueryReply.newBuilder()
                .setKind(kind)
                .setJobId(jobId)
                .setTenant(tenant)
                .setDatabase("orders")
                .setResultId(resultId)
                .setAt(Instant.EPOCH);
    }

    private static KafkaProducer<String, byte[]> producer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
