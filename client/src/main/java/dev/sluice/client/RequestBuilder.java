package dev.sluice.client;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.sluice.message.Lane;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link QueryRequest}. The job id is a UUID of version 7 unless set; set it to make a retry of your own the same job. Not
 * thread-safe; one builder makes one request.
 */
public final class RequestBuilder {
    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    private final QueryRequest.Builder request = QueryRequest.newBuilder();
    private final Topics topics;
    private final TenantBinding binding;
    private final List<ParameterValue> parameters = new ArrayList<>();
    private final Map<String, String> labels = new HashMap<>();
    private Priority priority = Priority.NORMAL;

    /** {@code query}: a SqlText or a TemplateCall. */
    RequestBuilder(ClientSettings settings, String database, Object query) {
        this.topics = settings.topics();
        this.binding = settings.binding();
        request.setJobId(IDS.generate().toString());
        request.setTenant(settings.tenant());
        request.setPrincipal(settings.principal());
        request.setDatabase(database);
        request.setQuery(query);
    }

    public RequestBuilder jobId(String jobId) {
        request.setJobId(jobId);
        return this;
    }

    public RequestBuilder tenant(String tenant) {
        request.setTenant(tenant);
        return this;
    }

    public RequestBuilder principal(String principal) {
        request.setPrincipal(principal);
        return this;
    }

    public RequestBuilder priority(Priority priority) {
        this.priority = priority;
        return this;
    }

    /** A lane at least this slow. */
    public RequestBuilder laneHint(Lane lane) {
        request.setLaneHint(lane);
        return this;
    }

    /** Not started after this instant; a job still waiting then ends EXPIRED. */
    public RequestBuilder deadline(Instant deadline) {
        request.setDeadline(deadline);
        return this;
    }

    /** Longest execution. */
    public RequestBuilder timeout(Duration timeout) {
        request.setTimeoutMillis(timeout.toMillis());
        return this;
    }

    /**
     * Most rows of the result, 1 at least; the dispatcher and policies may allow fewer. What is beyond is left out, and
     * {@link JobResult#truncated()} says so.
     */
    public RequestBuilder maxRows(long rows) {
        request.setMaxRows(rows);
        return this;
    }

    /**
     * Most bytes of the result as it is encoded, in whole rows, 1 at least; the dispatcher and policies may allow fewer. What is
     * beyond is left out, and {@link JobResult#truncated()} says so.
     */
    public RequestBuilder maxBytes(long bytes) {
        request.setMaxBytes(bytes);
        return this;
    }

    public RequestBuilder replyTo(String topic) {
        request.setReplyTo(topic);
        return this;
    }

    public RequestBuilder label(String name, String value) {
        labels.put(name, value);
        return this;
    }

    /** Decide and answer with the decision, execute nothing. */
    public RequestBuilder validateOnly() {
        request.setValidateOnly(true);
        return this;
    }

    /**
     * The next parameter, by its Java type: Boolean, Byte to Long, Float, Double, BigDecimal, String, byte[], LocalDate, LocalTime,
     * LocalDateTime, Instant, OffsetDateTime or UUID. For NULL and other types use {@link #parameter(ParameterType, Object)}.
     */
    public RequestBuilder parameter(Object value) {
        ParameterType type = typeOf(value);
        return parameter(
                type,
                switch (type) {
                    case DECIMAL -> ((BigDecimal) value).toPlainString();
                    case LONG -> ((Number) value).longValue();
                    case DOUBLE -> ((Number) value).doubleValue();
                    case BYTES -> ByteBuffer.wrap(((byte[]) value).clone());
                    case BOOLEAN, TEXT -> value;
                    case DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, UUID, JSON -> value.toString();
                });
    }

    /** The next parameter as Avro carries it: Boolean, Long, Double, String, ByteBuffer, or null for SQL NULL of this type. */
    public RequestBuilder parameter(ParameterType type, @Nullable Object value) {
        parameters.add(new ParameterValue(null, type, value));
        return this;
    }

    /** A parameter of a template by its name; otherwise as {@link #parameter(ParameterType, Object)}. */
    public RequestBuilder parameter(String name, ParameterType type, @Nullable Object value) {
        parameters.add(new ParameterValue(name, type, value));
        return this;
    }

    QueryRequest build(Instant now) {
        return request.setTopic(binding.requests(topics, request.getTenant(), priority))
                .setParameters(List.copyOf(parameters))
                .setLabels(Map.copyOf(labels))
                .setSubmittedAt(now)
                .build();
    }

    private static ParameterType typeOf(Object value) {
        if (value instanceof Boolean) {
            return ParameterType.BOOLEAN;
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            return ParameterType.LONG;
        } else if (value instanceof Double || value instanceof Float) {
            return ParameterType.DOUBLE;
        } else if (value instanceof BigDecimal) {
            return ParameterType.DECIMAL;
        } else if (value instanceof String) {
            return ParameterType.TEXT;
        } else if (value instanceof byte[]) {
            return ParameterType.BYTES;
        } else if (value instanceof LocalDate) {
            return ParameterType.DATE;
        } else if (value instanceof LocalTime) {
            return ParameterType.TIME;
        } else if (value instanceof LocalDateTime) {
            return ParameterType.TIMESTAMP;
        } else if (value instanceof Instant || value instanceof OffsetDateTime) {
            return ParameterType.TIMESTAMP_WITH_ZONE;
        } else if (value instanceof UUID) {
            return ParameterType.UUID;
        }
        throw new IllegalArgumentException(
                "no parameter type for " + value.getClass().getName() + ": give the ParameterType yourself");
    }
}
