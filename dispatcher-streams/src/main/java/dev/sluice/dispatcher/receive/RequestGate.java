package dev.sluice.dispatcher.receive;

import dev.sluice.message.ControlCommand;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.schemas.seal.GatewaySeal;
import dev.sluice.schemas.seal.SealVerdict;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.schemas.topic.Topics.RequestTopic;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/** Whether a request, or a command about a job, came the way that binds it to the tenant it names. Not thread-safe. */
public final class RequestGate {
    private final Topics topics;
    private final TenantBinding binding;
    private final GatewaySeal gateway;
    /** Of the topics met so far: one task reads few of them, again and again. */
    private final Map<String, Priority> priorities = new HashMap<>();

    public RequestGate(Topics topics, TenantBinding binding, GatewaySeal gateway) {
        this.topics = topics;
        this.binding = binding;
        this.gateway = gateway;
    }

    Topics topics() {
        return topics;
    }

    /** The priority of a topic of requests that is read under this binding. */
    Priority priority(String topic) {
        return priorities.computeIfAbsent(topic, this::read);
    }

    private Priority read(String topic) {
        return topics.requestTopic(topic)
                .map(RequestTopic::priority)
                .orElseThrow(() -> new IllegalStateException("no source of the topology reads " + topic));
    }

    /** Why the record may not be looked at, if it may not: it proves nothing about where it came from. */
    Optional<JobError> beforeReading(Received received) {
        return unmarked(
                received,
                "Requests are taken from the gateway alone, and this record is not its: %s."
                        + " Submit through the API, or set dispatcher.tenantBinding.");
    }

    /** Why this command about a job may not be obeyed, if it may not. What is not for us to obey needs no mark of ours. */
    Optional<JobError> beforeObeying(Received received, ControlCommand command) {
        return switch (command.getType()) {
            case CANCEL, EXPLAIN ->
                unmarked(
                        received,
                        "Commands about jobs are taken from the gateway alone, and this record is not its: %s."
                                + " Send it through the API, or set dispatcher.tenantBinding.");
            case INVALIDATE, REDRIVE, OTHER -> Optional.empty();
        };
    }

    private Optional<JobError> unmarked(Received received, String message) {
        if (binding != TenantBinding.GATEWAY) {
            return Optional.empty();
        }
        Header header = received.headers().lastHeader(GatewaySeal.HEADER);
        byte[] mark = header == null ? null : header.value();
        return switch (gateway.verify(received.topic(), received.value(), mark)) {
            case SealVerdict.Intact intact -> Optional.empty();
            case SealVerdict.Broken broken -> forbidden(message.formatted(broken.reason()));
        };
    }

    /** Why the request may not be taken for its tenant's, if it may not. */
    Optional<JobError> afterReading(Received received, QueryRequest request) {
        if (!request.getTopic().equals(received.topic())) {
            return Optional.of(ErrorCatalog.error(
                    ErrorCode.MISROUTED,
                    "The request names another topic than the one it was read from; publish it anew."));
        }
        boolean foreign = binding == TenantBinding.TOPIC_BOUND
                && topics.requestTopic(received.topic())
                        .flatMap(RequestTopic::tenant)
                        .filter(request.getTenant()::equals)
                        .isEmpty();
        return foreign
                ? forbidden("The request names a tenant that its topic does not belong to; publish it to a topic of the"
                        + " tenant.")
                : Optional.empty();
    }

    private static Optional<JobError> forbidden(String message) {
        return Optional.of(ErrorCatalog.error(ErrorCode.FORBIDDEN, message));
    }
}
