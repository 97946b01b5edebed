package dev.sluice.dispatcher.accept;

import dev.sluice.dispatcher.job.Asked;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.Times;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.schemas.job.Identifiers;
import java.time.Instant;
import java.util.function.Predicate;

/** Checks everything about a request but its SQL. Stateless and pure but for the question whether a topic exists. */
public final class Accept {
    private final AcceptLimits limits;
    private final ReplyTopics replyTopics;
    private final CheckFields fields;

    /** Asks {@code topicExists} about reply topics of the producer's choice; the common one is taken to exist. */
    public Accept(AcceptLimits limits, String commonReplyTopic, Predicate<String> topicExists) {
        this.limits = limits;
        this.replyTopics = new ReplyTopics(commonReplyTopic, topicExists);
        this.fields = new CheckFields(limits);
    }

    /** Why a request without a key has none: its id, its tenant or its database is malformed. */
    public static JobError unusable(QueryRequest request) {
        if (!Identifiers.validJobId(request.getJobId())) {
            return ErrorCatalog.error(
                    ErrorCode.INVALID_JOB_ID,
                    "The jobId must be a UUID in its 36-character form, not " + Clip.quoted(request.getJobId()) + ".");
        }
        return Identifiers.validName(request.getTenant())
                ? invalidName("database", request.getDatabase())
                : invalidName("tenant", request.getTenant());
    }

    private static JobError invalidName(String what, String name) {
        return ErrorCatalog.error(ErrorCode.INVALID_NAME, CheckFields.nameRule(what, name));
    }

    /** Where the answer to this request goes: its own reply topic if that is one, else the common one. */
    public String replyTo(QueryRequest request) {
        return replyTopics.settle(request.getReplyTo());
    }

    /** The content of this request as a hash: two requests with the same one ask for the same. */
    public static String contentHash(QueryRequest request) {
        return RequestHash.of(request);
    }

    /** Checks a request that has a key. {@code horizon} is the time before which ids may be forgotten. */
    public Verdict<Accepted> accept(Requested requested, JobKey key, String contentHash, Instant horizon, Instant now) {
        QueryRequest request = requested.request();
        Instant oldest = max(horizon, now.minus(limits.dedupeWindow()));
        if (request.getSubmittedAt().isBefore(oldest)) {
            return Verdict.refuse(
                    ErrorCode.TOO_OLD,
                    "Submitted at %s, but repeated ids are known only since %s; submit it anew under a new jobId."
                            .formatted(request.getSubmittedAt(), oldest));
        }
        Verdict<Accepted> refusal = fields.check(requested, now);
        if (refusal == null) {
            refusal = replyTopics.check(request.getReplyTo());
        }
        if (refusal != null) {
            return refusal;
        }
        Instant latest = now.plus(limits.maxAhead());
        Instant deadline = request.getDeadline();
        var times = new Times(
                request.getSubmittedAt(),
                now,
                request.getNotBefore(),
                deadline != null && deadline.isAfter(latest) ? latest : deadline);
        String replyTo = replyTopics.settle(request.getReplyTo());
        var asked = new Asked(request.getPrincipal(), contentHash, replyTo, requested.traceparent(), null);
        return Verdict.pass(new Accepted(requested, key, times, asked));
    }

    private static Instant max(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
