package dev.sluice.client;

import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.serde.UncheckedRegistryException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes requests and follows replies. Thread-safe; one per process is enough.
 *
 * <p>A future that {@link #submit} returned is complete once Kafka has the request on all in-sync replicas; one that {@link #run} returned,
 * once the job has ended, whatever its state. Neither times out by itself: use {@link CompletableFuture#orTimeout}. A future fails only with
 * {@link ClientException}.
 */
public final class SluiceClient implements AutoCloseable {
    private final ClientSettings settings;
    private final Messages messages;
    private final InstantSource clock;
    private final Producer<String, byte[]> producer;
    private @Nullable ReplyReader replies;

    /** Connects lazily: nothing is sent before the first request. */
    public SluiceClient(ClientSettings settings, SchemaRegistry registry) {
        this(settings, registry, Clock.systemUTC());
    }

    SluiceClient(ClientSettings settings, SchemaRegistry registry, InstantSource clock) {
        this.settings = settings;
        this.messages = new Messages(registry);
        this.clock = clock;
        Map<String, Object> config = new HashMap<>(settings.kafka());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 1);
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    /** A request of one statement, with question marks for parameters. */
    public RequestBuilder sql(String database, String statement) {
        return new RequestBuilder(settings, database, List.of(statement));
    }

    /** A request of several statements that run as one transaction. */
    public RequestBuilder transaction(String database, List<String> statements) {
        return new RequestBuilder(settings, database, statements);
    }

    /** Publishes a request. */
    public CompletableFuture<Submitted> submit(RequestBuilder request) {
        return submit(request.build(clock.instant()));
    }

    /** Publishes a request built elsewhere, to the topic it names. */
    public CompletableFuture<Submitted> submit(QueryRequest request) {
        return publish(request.getTopic(), request.getDatabase(), request.getJobId(), request);
    }

    /** Publishes many requests; each has its own future. */
    public List<CompletableFuture<Submitted>> submitAll(List<RequestBuilder> requests) {
        return requests.stream().map(this::submit).toList();
    }

    /** Publishes a request and follows it to its end. */
    public CompletableFuture<JobResult> run(RequestBuilder request) {
        return run(request.build(clock.instant()));
    }

    /** Publishes a request built elsewhere and follows it to its end on the common reply topic. */
    public CompletableFuture<JobResult> run(QueryRequest request) {
        CompletableFuture<JobResult> result = follow(request.getJobId());
        var unused = submit(request).whenComplete((submitted, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    /** The end of a job whose OUTCOME has not been published yet. Completes never for one that ended before: look that up in history. */
    public CompletableFuture<JobResult> follow(String jobId) {
        return replies().follow(jobId);
    }

    /** Asks for a job to be cancelled; its OUTCOME tells whether that came in time. */
    public CompletableFuture<Submitted> cancel(String database, String jobId, String reason) {
        ControlCommand command = ControlCommand.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setType(CommandType.CANCEL)
                .setTenant(settings.tenant())
                .setPrincipal(settings.principal())
                .setDatabase(database)
                .setJobId(jobId)
                .setReason(reason)
                .setAt(clock.instant())
                .build();
        return publish(settings.topics().control(), database, jobId, command);
    }

    @Override
    public void close() {
        producer.close();
        synchronized (this) {
            if (replies != null) {
                replies.close();
            }
        }
    }

    private CompletableFuture<Submitted> publish(String topic, String database, String jobId, SpecificRecord message) {
        CompletableFuture<Submitted> acknowledged = new CompletableFuture<>();
        try {
            var unused = producer.send(
                    new ProducerRecord<>(topic, database, messages.encode(message)), (written, failure) -> {
                        if (failure == null) {
                            acknowledged.complete(new Submitted(jobId, topic, written.partition(), written.offset()));
                        } else {
                            acknowledged.completeExceptionally(notPublished(topic, failure));
                        }
                    });
        } catch (UncheckedRegistryException e) {
            acknowledged.completeExceptionally(
                    new ClientException(ErrorCode.REGISTRY_UNAVAILABLE, "not published: " + e.getMessage(), e));
        } catch (KafkaException e) {
            acknowledged.completeExceptionally(notPublished(topic, e));
        }
        return acknowledged;
    }

    private static ClientException notPublished(String topic, Exception cause) {
        return new ClientException(
                ErrorCode.KAFKA_UNAVAILABLE,
                "not published to " + topic + ": " + cause.getMessage() + "; the same request may be sent again",
                cause);
    }

    private synchronized ReplyReader replies() {
        ReplyReader reader = replies;
        if (reader == null) {
            Map<String, Object> config = new HashMap<>(settings.kafka());
            config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
            config.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
            Consumer<String, byte[]> consumer =
                    new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
            reader = new ReplyReader(consumer, settings.topics().replies(), messages, settings.maxResultBytes());
            reader.start();
            replies = reader;
        }
        return reader;
    }
}
