package dev.sluice.client;

import dev.sluice.client.trace.ClientSpans;
import dev.sluice.message.CommandAnswer;
import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobEvent;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import dev.sluice.message.TemplateCall;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.trace.Spans;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes requests and follows replies. Thread-safe; one per process is enough.
 *
 * <p>A future that {@link #submit} returned is complete once Kafka has the request on all in-sync replicas; one that {@link #run} returned,
 * once the job has ended, whatever its state. None times out by itself: use {@link CompletableFuture#orTimeout}. A future fails only with
 * {@link ClientException}.
 */
public final class SluiceClient implements AutoCloseable {
    private final ClientSettings settings;
    private final Messages messages;
    private final InstantSource clock;
    private final Publisher publisher;
    private final ClientSpans spans;
    private final FirstUse<ReplyReader> replies;
    private final FirstUse<AnswerReader> answers;

    /** Connects lazily: nothing is sent before the first request. Spans go where {@link GlobalOpenTelemetry} says now. */
    public SluiceClient(ClientSettings settings, SchemaRegistry registry) {
        this(settings, registry, GlobalOpenTelemetry.get());
    }

    /** The same with spans that go elsewhere, or nowhere. */
    public SluiceClient(ClientSettings settings, SchemaRegistry registry, OpenTelemetry telemetry) {
        this(settings, registry, telemetry, Clock.systemUTC());
    }

    private SluiceClient(
            ClientSettings settings, SchemaRegistry registry, OpenTelemetry telemetry, InstantSource clock) {
        this.settings = settings;
        this.messages = new Messages(registry);
        this.clock = clock;
        this.spans = new ClientSpans(telemetry);
        this.publisher = new Publisher(settings, messages);
        this.replies = new FirstUse<>(settings, this::startReplies, ReplyReader::close);
        this.answers = new FirstUse<>(settings, this::startAnswers, AnswerReader::close);
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
        try {
            return submit(request.build(clock.instant()));
        } catch (AvroRuntimeException e) {
            return CompletableFuture.failedFuture(unusable(e));
        }
    }

    /** Publishes a request built elsewhere, to the topic it names. */
    public CompletableFuture<Submitted> submit(QueryRequest request) {
        Span span = spans.submit(request);
        return publisher
                .publish(
                        request.getTopic(), request.getDatabase(), request.getJobId(), request, Spans.traceparent(span))
                .whenComplete((submitted, failure) -> spans.submitted(span, failure));
    }

    /** Publishes many requests without waiting for any; each has its own future, in their order, and a bad one stops none of the others. */
    public List<CompletableFuture<Submitted>> submitAll(List<RequestBuilder> requests) {
        return Many.send(requests, this::submit);
    }

    /** Publishes many requests like {@link #submitAll} and follows each to its own end. */
    public List<CompletableFuture<JobResult>> runAll(List<RequestBuilder> requests) {
        return Many.send(requests, this::run);
    }

    /** Publishes a request and follows it to its end. */
    public CompletableFuture<JobResult> run(RequestBuilder request) {
        try {
            return run(request.build(clock.instant()));
        } catch (AvroRuntimeException e) {
            return CompletableFuture.failedFuture(unusable(e));
        }
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
            return replies.get().follow(tenant, jobId);
        } catch (ClientException e) {
            return CompletableFuture.failedFuture(e);
        } catch (KafkaException e) {
            return CompletableFuture.failedFuture(
                    new ClientException(ErrorCode.KAFKA_UNAVAILABLE, "replies cannot be read: " + e.getMessage(), e));
        }
    }

    /**
     * Cancels a job of this client's tenant, which need not have arrived yet: exactly one of CANCELLED, TOO_LATE and NOT_FOUND. After
     * NOT_FOUND the job ends CANCELLED if it arrives. A job that runs is answered for when it ends. Reads the events while it waits.
     */
    public CompletableFuture<CommandAnswer> cancel(String database, String jobId, String reason) {
        return told(command(CommandType.CANCEL, database, jobId, reason), Explained::answer);
    }

    /** Asks why a job of this client's tenant is where it is. Of a job that has ended only its state is told. Reads the events while it waits. */
    public CompletableFuture<Explained> explain(String database, String jobId) {
        return told(command(CommandType.EXPLAIN, database, jobId, null), Explained::of);
    }

    private CompletableFuture<JobEvent> command(
            CommandType type, String database, String jobId, @Nullable String reason) {
        ControlCommand command = ControlCommand.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setType(type)
                .setTenant(settings.tenant())
                .setPrincipal(settings.principal())
                .setDatabase(database)
                .setJobId(jobId)
                .setReason(reason)
                .setAt(clock.instant())
                .build();
        try {
            AnswerReader.Awaited awaited = answers.get().await(command.getCommandId());
            var unused = awaited.ready()
                    .thenCompose(ready ->
                            publisher.publish(settings.topics().control(), database, jobId, command, Optional.empty()))
                    .whenComplete((published, failure) -> {
                        if (failure != null) {
                            awaited.answer().completeExceptionally(cause(failure));
                        }
                    });
            return awaited.answer();
        } catch (ClientException e) {
            return CompletableFuture.failedFuture(e);
        } catch (KafkaException e) {
            return CompletableFuture.failedFuture(
                    new ClientException(ErrorCode.KAFKA_UNAVAILABLE, "events cannot be read: " + e.getMessage(), e));
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static ClientException unusable(AvroRuntimeException e) {
        return new ClientException(ErrorCode.INVALID_REQUEST, "not published: " + e.getMessage(), e);
    }

    /** What is told to the caller. One who gives up, such as by a time-out, has it waited for no longer. */
    private static <T> CompletableFuture<T> told(CompletableFuture<JobEvent> answer, Function<JobEvent, T> as) {
        CompletableFuture<T> told = answer.thenApply(as);
        var unused = told.whenComplete((outcome, failure) -> answer.cancel(false));
        return told;
    }

    @Override
    public void close() {
        try {
            publisher.close();
        } finally {
            replies.close();
            answers.close();
        }
    }

    private ReplyReader startReplies(Consumer<String, byte[]> consumer) {
        var reader = new ReplyReader(consumer, settings.topics().replies(), messages, settings, spans);
        reader.start();
        return reader;
    }

    private AnswerReader startAnswers(Consumer<String, byte[]> consumer) {
        var reader = new AnswerReader(consumer, settings.topics().events(), messages);
        reader.start();
        return reader;
    }
}
