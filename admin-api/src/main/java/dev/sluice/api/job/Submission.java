package dev.sluice.api.job;

import dev.sluice.message.JobEvent;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for what. The statement is capped at {@link #STATEMENT_CHARACTERS} and carries no parameters; the digest tells two
 * requests with the same job id apart, where the request itself was seen. The topic to reply to is null for the common one.
 */
public record Submission(
        String database,
        String principal,
        @Nullable Priority priority,
        @Nullable String statement,
        Map<String, String> labels,
        @Nullable String replyTo,
        Instant submittedAt,
        @Nullable String digest) {
    static final int STATEMENT_CHARACTERS = 4_096;

    public Submission {
        labels = Map.copyOf(labels);
    }

    /** As the request says it. */
    public static Submission of(QueryRequest request, Priority priority, @Nullable String digest) {
        return new Submission(
                request.getDatabase(),
                request.getPrincipal(),
                priority,
                request.getQuery() instanceof SqlText text ? capped(String.join(";\n", text.getStatements())) : null,
                request.getLabels(),
                request.getReplyTo(),
                request.getSubmittedAt(),
                digest);
    }

    /** As far as an event tells it: the first event of a job tells all, later ones less. */
    public static Submission of(JobEvent event) {
        Instant submittedAt = event.getSubmittedAt();
        return new Submission(
                event.getDatabase(),
                event.getPrincipal(),
                event.getPriority(),
                event.getStatementText(),
                event.getLabels(),
                event.getReplyTo(),
                submittedAt == null ? event.getAt() : submittedAt,
                null);
    }

    /** As far as an outcome tells it, which is not much. */
    public static Submission of(QueryReply outcome) {
        return new Submission(outcome.getDatabase(), "", null, null, Map.of(), null, outcome.getAt(), null);
    }

    /** This submission, with what it lacks taken from another account of the same. */
    public Submission completedBy(Submission other) {
        return new Submission(
                database,
                principal.isEmpty() ? other.principal : principal,
                priority == null ? other.priority : priority,
                statement == null ? other.statement : statement,
                labels.isEmpty() ? other.labels : labels,
                replyTo == null ? other.replyTo : replyTo,
                // Nobody knows of a job before it is submitted, so the earliest account is the nearest.
                submittedAt.isBefore(other.submittedAt) ? submittedAt : other.submittedAt,
                digest == null ? other.digest : digest);
    }

    private static String capped(String statement) {
        return statement.length() <= STATEMENT_CHARACTERS ? statement : statement.substring(0, STATEMENT_CHARACTERS);
    }
}
