package dev.sluice.executor.trace;

import dev.sluice.executor.execute.TryResult;
import dev.sluice.executor.take.Delivery;
import dev.sluice.message.JobError;
import dev.sluice.message.JobStatement;
import dev.sluice.message.QueryJob;
import dev.sluice.schemas.trace.SpanKeys;
import dev.sluice.schemas.trace.Spans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A span for each try of a job, child of what routed it. What is said about the job afterwards carries the context of its last try.
 * Thread-safe.
 */
public final class TrySpans {
    private final Spans spans;
    private final boolean withText;

    /** With text, spans show the SQL as it was routed; never its parameters. */
    public TrySpans(Spans spans, boolean withText) {
        this.spans = spans;
        this.withText = withText;
    }

    public Span begin(QueryJob job, Delivery delivery) {
        if (!spans.on()) {
            return Span.getInvalid();
        }
        Span span = spans.begin(
                "execute",
                SpanKind.CONSUMER,
                Spans.parent(delivery.record().headers()),
                job.getTopic(),
                job.getJobId());
        span.setAttribute(SpanKeys.DB_SYSTEM, SpanKeys.system(job.getEngine()))
                .setAttribute(SpanKeys.DB_NAMESPACE, job.getDatabase())
                .setAttribute(SpanKeys.TENANT, job.getTenant())
                .setAttribute(SpanKeys.LANE, job.getLane().name())
                .setAttribute(SpanKeys.ATTEMPT, (long) job.getAttempt());
        if (withText) {
            span.setAttribute(SpanKeys.DB_QUERY, text(job));
        }
        Spans.traceparent(span).ifPresent(delivery::continueTrace);
        return span;
    }

    /** The try is over. */
    public void end(Span span, TryResult result) {
        if (span.isRecording()) {
            switch (result) {
                case TryResult.Ended ended ->
                    tell(
                            span,
                            ended.outcome().getState().name(),
                            ended.outcome().getError());
                case TryResult.Again again -> tell(span, "RETRYING", again.why());
                case TryResult.Released released -> tell(span, "RELEASED", released.why());
                case TryResult.Abandoned abandoned -> tell(span, "ABANDONED", null);
            }
        }
        span.end();
    }

    /** The executor itself failed. */
    public void broke(Span span, Throwable broken) {
        span.setAttribute(SpanKeys.ERROR, broken.getClass().getName());
        span.setStatus(StatusCode.ERROR);
        span.end();
    }

    private static void tell(Span span, String outcome, @Nullable JobError error) {
        span.setAttribute(SpanKeys.OUTCOME, outcome);
        if (error != null) {
            span.setAttribute(SpanKeys.ERROR, error.getCode().name());
            // Without the message, which may quote the statement.
            span.setStatus(StatusCode.ERROR);
            if (error.getSqlState() != null) {
                span.setAttribute(SpanKeys.DB_STATUS, error.getSqlState());
            }
        }
    }

    private static String text(QueryJob job) {
        return job.getStatements().stream().map(JobStatement::getSql).collect(Collectors.joining(";\n"));
    }
}
