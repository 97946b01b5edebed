package dev.sluice.dispatcher.send;

import dev.sluice.dispatcher.receive.Received;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.dispatcher.route.Routes;
import dev.sluice.schemas.serde.Messages;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Encodes outputs and sends them on. In two steps, because encoding may find that an output cannot be sent, and then nothing of its
 * ruling must have happened. Records carry the time of now, not the rank of what caused them.
 */
public final class Outlet {
    private static final byte[] YES = {1};
    private static final byte[] DISPATCHER = "dispatcher".getBytes(StandardCharsets.US_ASCII);
    /** Key, headers and framing of a record come on top of its value. */
    private static final int RECORD_OVERHEAD = 1024;

    private final Routes routes;
    private final Messages messages;
    private final TopicDirectory topics;
    private final ProcessorContext<String, Outgoing> context;

    public Outlet(Routes routes, Messages messages, TopicDirectory topics, ProcessorContext<String, Outgoing> context) {
        this.routes = routes;
        this.messages = messages;
        this.topics = topics;
        this.context = context;
    }

    /** An output ready to be sent. */
    public record Prepared(Output output, Routes.Path path, Outgoing outgoing, Headers headers) {}

    public List<Prepared> prepare(List<Output> outputs, @Nullable String traceparent, Received source, Instant now) {
        List<Prepared> prepared = new ArrayList<>(outputs.size());
        for (Output output : outputs) {
            Routes.Path path = routes.path(output, source.topic());
            byte[] value = encode(output, path, source, now);
            prepared.add(new Prepared(
                    output, path, new Outgoing(path.topic(), value), headers(output, traceparent, source)));
        }
        return prepared;
    }

    /** Why this cannot be sent because its topic takes no record so large, or null. */
    public @Nullable String tooLarge(Prepared prepared) {
        int most = topics.maxBytes(prepared.path().topic());
        int bytes = prepared.outgoing().value().length + RECORD_OVERHEAD;
        return bytes <= most
                ? null
                : "The record for %s would have %d bytes, the topic takes %d; send less, or raise its max.message.bytes."
                        .formatted(prepared.path().topic(), bytes, most);
    }

    public void send(List<Prepared> prepared, Instant now) {
        for (Prepared each : prepared) {
            var record = new Record<>(each.path().key(), each.outgoing(), now.toEpochMilli(), each.headers());
            context.forward(record, each.path().sink());
        }
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
