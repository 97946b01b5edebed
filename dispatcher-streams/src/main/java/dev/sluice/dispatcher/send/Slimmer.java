package dev.sluice.dispatcher.send;

import dev.sluice.dispatcher.route.Output;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.job.ErrorCatalog;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be sent in place of an output that its topic does not take: the same with less, and at last a dead letter that says so. */
final class Slimmer {
    private static final int LONGEST_MESSAGE = 300;

    private Slimmer() {}

    /** In the order in which they are to be tried. For a routed job there is nothing: without all of it, it is another job. */
    static List<Output> of(Output output, String tooLarge) {
        JobError error = ErrorCatalog.error(ErrorCode.INVALID_REQUEST, tooLarge);
        return switch (output) {
            case Output.Routed routed -> List.of();
            case Output.Told(JobEvent event) ->
                List.of(new Output.Told(slim(event)), new Output.Undeliverable(error, subject(event), null));
            case Output.Answered(String topic, QueryReply reply) ->
                List.of(new Output.Answered(topic, slim(reply)), new Output.Undeliverable(error, subject(reply), null));
            case Output.Undeliverable letter ->
                List.of(new Output.Undeliverable(shorter(letter.error()), letter.subject(), null));
            case Output.Rekeyed rekeyed -> List.of(new Output.Undeliverable(error, Output.Subject.UNKNOWN, null));
        };
    }

    private static JobEvent slim(JobEvent event) {
        return JobEvent.newBuilder(event)
                .setDecision(null)
                .setStatementText(null)
                .setLabels(Map.of())
                .setError(event.getError() == null ? null : shorter(event.getError()))
                .build();
    }

    private static QueryReply slim(QueryReply reply) {
        return QueryReply.newBuilder(reply)
                .setDecision(null)
                .setError(reply.getError() == null ? null : shorter(reply.getError()))
                .build();
    }

    private static JobError shorter(JobError error) {
        return JobError.newBuilder(error)
                .setMessage(cut(error.getMessage()))
                .setHint(error.getHint() == null ? null : cut(error.getHint()))
                .build();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE);
    }

    private static Output.Subject subject(JobEvent event) {
        return subject(event.getJobId(), event.getTenant(), event.getDatabase(), event.getAttempt());
    }

    private static Output.Subject subject(QueryReply reply) {
        return subject(reply.getJobId(), reply.getTenant(), reply.getDatabase(), reply.getAttempt());
    }

    private static Output.Subject subject(
            String jobId, @Nullable String tenant, @Nullable String database, int attempt) {
        return new Output.Subject(jobId, tenant, database, attempt, false, null, Output.Retries.NONE);
    }
}
