package dev.sluice.dispatcher.send;

import dev.sluice.dispatcher.job.Tries;
import dev.sluice.dispatcher.receive.Received;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.dispatcher.route.Routes;
import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.trace.Spans;
import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes outputs and sends them on. In two steps, because encoding may find that an output cannot be sent, and then nothing of its
 * ruling must have happened. Records carry the time of now, not the rank of what caused them.
 */
public final class Outlet {
    private static final Logger log = LoggerFactory.getLogger(Outlet.class);
    private static final byte[] YES = {1};
    private static final byte[] DISPATCHER = "dispatcher".getBytes(StandardCharsets.US_ASCII);
    /** Key and framing of a record come on top of its value and its headers. */
    private static final int RECORD_OVERHEAD = 1024;

    private static final int HEADER_OVERHEAD = 16;

    private final Routes routes;
    private final Messages messages;
    private final TopicDirectory topics;
    private final DispatchSpans spans;
    private final ProcessorContext<String, Outgoing> context;

    public Outlet(
            Routes routes,
            Messages messages,
            TopicDirectory topics,
            DispatchSpans spans,
            ProcessorContext<String, Outgoing> context) {
        this.routes = routes;
        this.messages = messages;
        this.topics = topics;
        this.spans = spans;
        this.context = context;
    }

    /** The span that outputs are part of, and what they say of it. */
    private record Within(@Nullable String traceparent, Span span) {}

    /** An output ready to be sent, with the span that ends when it is. */
    public record Prepared(Output output, Routes.Path path, Outgoing outgoing, Headers headers, Span span) {}

    /**
     * These outputs, each as large as its topic takes: what is larger is sent with less in it, or as a dead letter that says why. A
     * routed job is left as it is, see {@link #tooLarge}.
     */
    public List<Prepared> prepare(List<Output> outputs, @Nullable String traceparent, Received source, Instant now) {
        List<Prepared> prepared = new ArrayList<>(outputs.size());
        Span span = spans.begin(outputs, traceparent, source);
        var within = new Within(
                span.getSpanContext().isValid() ? Spans.traceparent(span).orElse(traceparent) : traceparent, span);
        for (Output output : outputs) {
            Prepared whole = prepare(output, within, source, now);
            String tooLarge = tooLarge(whole);
            if (tooLarge == null || output instanceof Output.Routed) {
                prepared.add(whole);
            } else {
                Slimmer.of(output, tooLarge).stream()
                        .map(slim -> prepare(slim, within, source, now))
                        .filter(slim -> tooLarge(slim) == null)
                        .findFirst()
                        .ifPresentOrElse(prepared::add, () -> complain(whole, source));
            }
        }
        return prepared;
    }

    /** Not even a dead letter without content fits: its topic takes less than any record has. */
    private static void complain(Prepared whole, Received source) {
        log.atError()
                .addKeyValue("topic", whole.path().topic())
                .addKeyValue("bytes", whole.outgoing().value().length)
                .addKeyValue("partition", source.partition())
                .addKeyValue("offset", source.offset())
                .log(
                        "neither a record nor a dead letter about it fits its topic, and it is left out; raise max.message.bytes of"
                                + " the topic and of the dead letters");
    }

    private Prepared prepare(Output output, Within within, Received source, Instant now) {
        Routes.Path path = routes.path(output, source.topic());
        byte[] value = encode(output, path, source, now);
        int partition = output instanceof Output.Routed routed ? routed.partition() : Tries.ANYWHERE;
        var outgoing = new Outgoing(path.topic(), value, partition);
        return new Prepared(output, path, outgoing, headers(output, within.traceparent(), source), within.span());
    }

    /** Why this cannot be sent because its topic takes no record so large, or null. */
    public @Nullable String tooLarge(Prepared prepared) {
        int most = topics.maxBytes(prepared.path().topic());
        long bytes = RECORD_OVERHEAD + prepared.outgoing().value().length + bytes(prepared.headers());
        return bytes <= most
                ? null
                : "The record for %s would have %d bytes, the topic takes %d; send less, or raise its max.message.bytes."
                        .formatted(prepared.path().topic(), bytes, most);
    }

    private static long bytes(Headers headers) {
        long bytes = 0;
        for (Header header : headers) {
            bytes +=
                    HEADER_OVERHEAD + 3L * header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    public void send(List<Prepared> prepared, Instant now) {
        for (Prepared each : prepared) {
            var record = new Record<>(each.path().key(), each.outgoing(), now.toEpochMilli(), each.headers());
            context.forward(record, each.path().sink());
            // Of no effect after the first.
            each.span().end();
        }
    }

    /**
     * Sends a command that asks for nothing to the control topic, under a key that brings it back to this task. Nobody else heeds it.
     */
    public void noteToSelf(String key, Instant now) {
        String topic = routes.topics().control();
        var note = ControlCommand.newBuilder()
                .setCommandId("")
                .setType(CommandType.OTHER)
                .setDatabase(key)
                .setTenant("")
                .setPrincipal("")
                .setAt(now)
                .build();
        var headers = new RecordHeaders().add(Received.FROM_HEADER, DISPATCHER);
        var record = new Record<>(
                key, new Outgoing(topic, messages.encode(note), Tries.ANYWHERE), now.toEpochMilli(), headers);
        context.forward(record, Routes.REKEYED);
    }

    private byte[] encode(Output output, Routes.Path path, Received source, Instant now) {
        return switch (output) {
            case Output.Routed routed -> messages.encode(routed.job());
            case Output.Told told -> messages.encode(told.event());
            case Output.Answered answered -> messages.encode(answered.reply());
            case Output.Undeliverable letter ->
                messages.encode(Letters.write(letter, source, now, topics.maxBytes(path.topic())));
            case Output.Rekeyed rekeyed -> source.value() == null ? new byte[0] : source.value();
        };
    }

    private static Headers headers(Output output, @Nullable String traceparent, Received source) {
        if (output instanceof Output.Rekeyed) {
            // The record moves as it is, with the mark that it has moved.
            return new RecordHeaders(source.headers()).add(Received.REKEYED_HEADER, YES);
        }
        var headers = new RecordHeaders();
        if (traceparent != null) {
            headers.add(Received.TRACE_HEADER, traceparent.getBytes(StandardCharsets.US_ASCII));
        }
        if (output instanceof Output.Told) {
            headers.add(Received.FROM_HEADER, DISPATCHER);
        }
        return headers;
    }
}
