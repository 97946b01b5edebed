package dev.sluice.client;

import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import dev.sluice.message.TemplateCall;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
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
    private final Publisher publisher;
    private @Nullable ReplyReader replies;
    private boolean closed;

    /** Connects lazily: nothing is sent before the first request. */
    public SluiceClient(ClientSettings settings, SchemaRegistry registry) {
        this(settings, registry, Clock.systemUTC());
    }

    SluiceClient(ClientSettings settings, SchemaRegistry registry, InstantSource clock) {
        this.settings = settings;
        this.messages = new Messages(registry);
        this.clock = clock;
        this.publisher = new Publisher(settings, messages);
    }

    /** A request of one statement, with question marks for parameters. */
    public RequestBuilder sql(String database, String statement) {
        return new RequestBuilder(settings, database, new SqlText(List.of(statement)));
    }

    /** A request of several statements that run as one transaction. */
    public RequestBuilder transaction(String database, List<String> statements) {
        return new RequestBuilder(settings, database, new SqlText(List.copyOf(statements)));
    }

    /** A job of a template: its newest version. */
    public RequestBuilder template(String database, String queryId) {
        return new RequestBuilder(settings, database, new TemplateCall(queryId, null));
    }

    /** A job of this version of a template. */
    public RequestBuilder template(String database, String queryId, int version) {
        return new RequestBuilder(settings, database, new TemplateCall(queryId, version));
    }

    /** Publishes a request. */
    public CompletableFuture<Submitted> submit(RequestBuilder request) {
        return submit(request.build(clock.instant()));
    }

    /** Publishes a request built elsewhere, to the topic it names. */
    public CompletableFuture<Submitted> submit(QueryRequest request) {
        return publisher.publish(request.getTopic(), request.getDatabase(), request.getJobId(), request);
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
        if (request.getReplyTo() != null) {
            return CompletableFuture.failedFuture(new ClientException(
                    ErrorCode.INVALID_REQUEST,
                    "run reads the common reply topic, and this request asks for another: submit it instead",
                    null));
        }
        CompletableFuture<JobResult> result = follow(request.getTenant(), request.getJobId());
        var unused = submit(request).whenComplete((submitted, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    /**
     * The end of a job of this client's tenant whose OUTCOME has not been published yet. Completes never for one that ended before: look that
     * up in history. The first call of this or {@code run} waits for the broker, 20 s at most.
     */
    public CompletableFuture<JobResult> follow(String jobId) {
        return follow(settings.tenant(), jobId);
    }

    private CompletableFuture<JobResult> follow(String tenant, String jobId) {
        try {
            return replies().follow(tenant, jobId);
        } catch (ClientException e) {
            return CompletableFuture.failedFuture(e);
        } catch (KafkaException e) {
            return CompletableFuture.failedFuture(
                    new ClientException(ErrorCode.KAFKA_UNAVAILABLE, "replies cannot be read: " + e.getMessage(), e));
        }
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
        return publisher.publish(settings.topics().control(), database, jobId, command);
    }

    @Override
    public void close() {
        publisher.close();
        synchronized (this) {
            closed = true;
            if (replies != null) {
                replies.close();
            }
        }
    }

    private synchronized ReplyReader replies() {
        ReplyReader reader = replies;
        if (reader == null) {
            if (closed) {
                throw new ClientException(ErrorCode.KAFKA_UNAVAILABLE, "the client was closed", null);
            }
            Map<String, Object> config = new HashMap<>(settings.kafka());
            config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
            // Looking for a topic must not create it: that is for whoever knows how it has to be.
            config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
            config.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
            Consumer<String, byte[]> consumer =
                    new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
            reader = new ReplyReader(consumer, settings.topics().replies(), messages, settings.maxResultBytes());
            try {
                reader.start();
            } catch (RuntimeException e) {
                consumer.close();
                throw e;
            }
            replies = reader;
        }
        return reader;
    }
}
