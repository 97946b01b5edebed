package dev.sluice.dispatcher.send;

import dev.sluice.dispatcher.receive.Received;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.message.JobError;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.trace.SpanKeys;
import dev.sluice.schemas.trace.Spans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span for each job that leaves the dispatcher, to an executor or with an answer; what else the same ruling sends is part of it. The
 * parent is the stored context of the job, so every attempt of a job hangs under what its producer sent. Thread-safe.
 */
public final class DispatchSpans {
    private final Spans spans;

    public DispatchSpans(Spans spans) {
        this.spans = spans;
    }

    /** No span for outputs of which none ends the dispatcher's part, nor while tracing is off. To be ended once they are sent. */
    Span begin(List<Output> outputs, @Nullable String traceparent, Received source) {
        if (!spans.on()) {
            return Span.getInvalid();
        }
        for (Output output : outputs) {
            if (output instanceof Output.Routed routed) {
                return routed(routed.job(), Spans.parent(traceparent), source);
            }
            if (output instanceof Output.Answered answered) {
                return answered(answered.reply(), Spans.parent(traceparent), source);
            }
        }
        return Span.getInvalid();
    }

    private Span routed(QueryJob job, Context parent, Received source) {
        return spans.begin("dispatch", SpanKind.CONSUMER, parent, source.topic(), job.getJobId())
                .setAttribute(SpanKeys.DB_SYSTEM, SpanKeys.system(job.getEngine()))
                .setAttribute(SpanKeys.DB_NAMESPACE, job.getDatabase())
                .setAttribute(SpanKeys.TENANT, job.getTenant())
                .setAttribute(SpanKeys.LANE, job.getLane().name())
                .setAttribute(SpanKeys.ATTEMPT, (long) job.getAttempt())
                .setAttribute(SpanKeys.OUTCOME, "ADMITTED");
    }

    private Span answered(QueryReply reply, Context parent, Received source) {
        Span span = spans.begin("dispatch", SpanKind.CONSUMER, parent, source.topic(), reply.getJobId())
                .setAttribute(SpanKeys.TENANT, reply.getTenant())
                .setAttribute(SpanKeys.OUTCOME, String.valueOf(reply.getState()));
        JobError error = reply.getError();
        if (error != null) {
            span.setAttribute(SpanKeys.ERROR, error.getCode().name());
            span.setStatus(StatusCode.ERROR);
        }
        return span;
    }
}
