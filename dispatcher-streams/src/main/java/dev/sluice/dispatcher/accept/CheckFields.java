package dev.sluice.dispatcher.accept;

import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.message.Consistency;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.ResultFormat;
import dev.sluice.message.SqlText;
import dev.sluice.schemas.catalog.ParameterRules;
import dev.sluice.schemas.job.Identifiers;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rules for single fields. Each check answers null or the refusal. */
final class CheckFields {
    private static final int MAX_LABELS = 32;
    private static final int MAX_LABEL_NAME = 64;
    private static final int MAX_LABEL_VALUE = 256;
    private static final int MAX_ROLES = 32;
    private static final int MAX_PARAMETERS = 65_535;

    private final AcceptLimits limits;

    CheckFields(AcceptLimits limits) {
        this.limits = limits;
    }

    @Nullable
    Verdict<Accepted> check(Requested requested, Instant now) {
        QueryRequest request = requested.request();
        if (requested.bytes().remaining() > limits.maxRequestBytes()) {
            return invalid("A request may be %d bytes long, this one is %d; bind large values or load them as tables."
                    .formatted(limits.maxRequestBytes(), requested.bytes().remaining()));
        }
        if (!Identifiers.validName(request.getPrincipal())) {
            return Verdict.refuse(ErrorCode.INVALID_NAME, nameRule("principal", request.getPrincipal()));
        }
        Verdict<Accepted> refusal = roles(request);
        if (refusal == null) {
            refusal = query(request);
        }
        if (refusal == null) {
            refusal = parameters(request);
        }
        if (refusal == null) {
            refusal = caps(request);
        }
        if (refusal == null) {
            refusal = times(request, now);
        }
        return refusal == null ? labelsAndFeatures(request) : refusal;
    }

    static String nameRule(String what, String name) {
        return "The %s must be 1 to 64 letters, digits, '_' or inner '-', not %s.".formatted(what, Clip.quoted(name));
    }

    private static @Nullable Verdict<Accepted> roles(QueryRequest request) {
        if (request.getRoles().size() > MAX_ROLES) {
            return invalid("A request may name %d roles, this one names %d."
                    .formatted(MAX_ROLES, request.getRoles().size()));
        }
        for (String role : request.getRoles()) {
            if (!Identifiers.validName(role)) {
                return Verdict.refuse(ErrorCode.INVALID_NAME, nameRule("role", role));
            }
        }
        return null;
    }

    private @Nullable Verdict<Accepted> query(QueryRequest request) {
        if (!(request.getQuery() instanceof SqlText sql)) {
            return null;
        }
        int statements = sql.getStatements().size();
        if (statements == 0) {
            return Verdict.refuse(ErrorCode.INVALID_SQL, "The request holds no statement.");
        }
        if (statements > limits.maxStatements()) {
            return invalid("A job may have %d statements, this one has %d; split it."
                    .formatted(limits.maxStatements(), statements));
        }
        return null;
    }

    private static @Nullable Verdict<Accepted> parameters(QueryRequest request) {
        int count = request.getParameters().size();
        if (count > MAX_PARAMETERS) {
            return Verdict.refuse(
                    ErrorCode.INVALID_PARAMETERS,
                    "A job may have %d parameters, this one has %d.".formatted(MAX_PARAMETERS, count));
        }
        for (int at = 0; at < count; at++) {
            ParameterValue parameter = request.getParameters().get(at);
            if (!ParameterRules.fits(parameter)) {
                return Verdict.refuse(
                        ErrorCode.INVALID_PARAMETERS,
                        "Parameter %d is not a valid %s; %s."
                                .formatted(at + 1, parameter.getType(), ParameterRules.rule(parameter.getType())));
            }
        }
        return null;
    }

    private static @Nullable Verdict<Accepted> caps(QueryRequest request) {
        if (notPositive(request.getTimeoutMillis())) {
            return invalid("timeoutMillis must be positive; leave it out for the default.");
        }
        if (notPositive(request.getMaxRows()) || notPositive(request.getMaxBytes())) {
            return invalid("maxRows and maxBytes must be positive; leave them out for the default.");
        }
        Double maxCost = request.getMaxCost();
        boolean badCost = maxCost != null && !(maxCost > 0);
        return badCost ? invalid("maxCost must be positive; leave it out for no limit.") : null;
    }

    private @Nullable Verdict<Accepted> times(QueryRequest request, Instant now) {
        Instant notBefore = request.getNotBefore();
        Instant deadline = request.getDeadline();
        if (notBefore == null) {
            return null;
        }
        Duration ahead = limits.maxAhead();
        if (notBefore.isAfter(now.plus(ahead))) {
            return invalid("notBefore may lie " + ahead.toHours() + " hours ahead at most.");
        }
        boolean never = deadline != null && notBefore.isAfter(deadline);
        return never ? invalid("notBefore lies after the deadline, so the job could never start.") : null;
    }

    private static @Nullable Verdict<Accepted> labelsAndFeatures(QueryRequest request) {
        boolean badLabels = request.getLabels().size() > MAX_LABELS
                || request.getLabels().entrySet().stream()
                        .anyMatch(label -> label.getKey().length() > MAX_LABEL_NAME
                                || label.getValue().length() > MAX_LABEL_VALUE);
        if (badLabels) {
            return invalid("A job may have %d labels, names up to %d and values up to %d characters."
                    .formatted(MAX_LABELS, MAX_LABEL_NAME, MAX_LABEL_VALUE));
        }
        // Refused rather than ignored: a promise of order, place or format that nobody keeps would be worse.
        String session = request.getSessionId();
        if (session != null && !Identifiers.validName(session)) {
            return Verdict.refuse(ErrorCode.INVALID_NAME, nameRule("sessionId", session));
        }
        if (session == null && request.getSession() != null) {
            return invalid("session says how a session runs, so it needs a sessionId.");
        }
        if (request.getShardKey() != null || !request.getShardKeys().isEmpty()) {
            return Verdict.refuse(
                    ErrorCode.NOT_SUPPORTED, "Sharded databases are not served yet; leave shard keys out.");
        }
        if (request.getConsistency() == Consistency.AT_LEAST) {
            return Verdict.refuse(ErrorCode.NOT_SUPPORTED, "AT_LEAST is not served yet; ask for PRIMARY.");
        }
        if (request.getResultFormat() != ResultFormat.JSON) {
            return Verdict.refuse(ErrorCode.NOT_SUPPORTED, "Only JSON results are served yet.");
        }
        return null;
    }

    private static boolean notPositive(@Nullable Long value) {
        return value != null && value <= 0;
    }

    private static Verdict<Accepted> invalid(String message) {
        return Verdict.refuse(ErrorCode.INVALID_REQUEST, message);
    }
}
