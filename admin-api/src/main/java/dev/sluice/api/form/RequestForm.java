package dev.sluice.api.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.problem.FieldProblem;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.job.Identifiers;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request out of a JSON body. It refuses what could never be published or would be ambiguous; whether the job may run is
 * for the dispatcher to decide. Thread-safe; no I/O.
 */
public final class RequestForm {
    /** Who is billed for a call that names nobody. */
    public static final String DEFAULT_TENANT = "default";

    public static final String DEFAULT_PRINCIPAL = "anonymous";
    private static final int MOST_LABELS = 32;
    private static final int MOST_ROLES = 32;
    private static final int LONGEST_LABEL = 256;
    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private final Topics topics;
    private final TenantBinding binding;
    private final InstantSource clock;
    private final JobIds ids;

    public RequestForm(Topics topics, TenantBinding binding, InstantSource clock) {
        this.topics = topics;
        this.binding = binding;
        this.clock = clock;
        this.ids = new JobIds(clock);
    }

    public Form read(ObjectNode body, CallHeaders headers) {
        FormFields form = new FormFields(body);
        String tenant = tenant(form, headers);
        Priority priority = form.choice("priority", Priority.class).orElse(Priority.NORMAL);
        Optional<String> database = form.name("database");
        if (database.isEmpty() && !body.has("database")) {
            form.problem("database", ErrorCode.INVALID_NAME, "is missing; GET /v1/databases names those there are");
        }
        String jobId = jobId(form, headers, tenant);
        Optional<Object> query = QueryForm.read(form);
        List<ParameterValue> parameters = ParameterForm.read(form, body.has("queryId"));
        QueryRequest.Builder request = QueryRequest.newBuilder()
                .setTenant(tenant)
                .setPrincipal(form.name("principal").orElse(DEFAULT_PRINCIPAL))
                .setRoles(roles(form))
                .setJobId(jobId)
                .setParameters(parameters)
                .setTopic(binding.requests(topics, tenant, priority))
                .setSubmittedAt(Instant.ofEpochMilli(clock.millis()));
        limits(form, request);
        List<FieldProblem> problems = form.problems();
        return problems.isEmpty()
                ? new Form.Filled(
                        request.setDatabase(database.orElseThrow())
                                .setQuery(query.orElseThrow())
                                .build(),
                        priority)
                : new Form.Refused(problems);
    }

    private static List<String> roles(FormFields form) {
        JsonNode list = form.node("roles").orElse(null);
        List<String> roles = new ArrayList<>();
        if (list == null) {
            return roles;
        }
        list.forEach(role -> roles.add(role.isTextual() ? role.textValue() : ""));
        if (!list.isArray() || roles.size() > MOST_ROLES || !roles.stream().allMatch(Identifiers::validName)) {
            form.problem(
                    "roles",
                    ErrorCode.INVALID_NAME,
                    "must be a list of at most " + MOST_ROLES
                            + " names, each 1 to 64 letters, digits, '_' or inner '-'");
        }
        return roles;
    }

    private void limits(FormFields form, QueryRequest.Builder request) {
        request.setDeadline(form.instant("deadline").orElse(null))
                .setTimeoutMillis(
                        form.duration("timeout").map(Duration::toMillis).orElse(null))
                .setMaxRows(form.count("maxRows", Long.MAX_VALUE).orElse(null))
                .setMaxBytes(form.count("maxBytes", Long.MAX_VALUE).orElse(null))
                .setLabels(labels(form))
                .setValidateOnly(form.flag("validateOnly"))
                .setReplyTo(replyTo(form));
    }

    private static String tenant(FormFields form, CallHeaders headers) {
        Optional<String> tenant = form.name("tenant");
        if (tenant.isEmpty() && headers.tenant().isPresent()) {
            String called = headers.tenant().get();
            if (!Identifiers.validName(called)) {
                form.problem(
                        "Sluice-Tenant", ErrorCode.INVALID_NAME, "must be 1 to 64 letters, digits, '_' or inner '-'");
                return DEFAULT_TENANT;
            }
            return called;
        }
        return tenant.orElse(DEFAULT_TENANT);
    }

    private String jobId(FormFields form, CallHeaders headers, String tenant) {
        Optional<String> given = form.text("jobId");
        if (given.isPresent()) {
            if (!Identifiers.validJobId(given.get())) {
                form.problem("jobId", ErrorCode.INVALID_JOB_ID, "must be a UUID in its 36-character form");
            }
            return given.get();
        }
        if (headers.idempotencyKey().isEmpty()) {
            return ids.next();
        }
        String key = headers.idempotencyKey().get();
        if (!IDEMPOTENCY_KEY.matcher(key).matches()) {
            form.problem("Idempotency-Key", ErrorCode.INVALID_JOB_ID, "must be 1 to 200 visible ASCII characters");
        }
        return JobIds.named(tenant, key);
    }

    private static Map<String, String> labels(FormFields form) {
        // Sorted, so that the same labels give the same bytes.
        Map<String, String> labels = new TreeMap<>();
        JsonNode node = form.node("labels").orElse(null);
        if (node == null) {
            return labels;
        }
        if (!node.isObject() || node.size() > MOST_LABELS) {
            form.problem("labels", ErrorCode.INVALID_REQUEST, "must be an object of at most " + MOST_LABELS + " texts");
            return labels;
        }
        node.properties().forEach(entry -> {
            if (usableLabel(entry.getKey(), entry.getValue())) {
                labels.put(entry.getKey(), entry.getValue().textValue());
            } else {
                form.problem(
                        "labels",
                        ErrorCode.INVALID_REQUEST,
                        "each must be a text of at most " + LONGEST_LABEL + " characters under a name of at most 64");
            }
        });
        return labels;
    }

    private static boolean usableLabel(String name, JsonNode value) {
        return Identifiers.validName(name)
                && value.isTextual()
                && value.textValue().length() <= LONGEST_LABEL
                && TextCheck.wellFormed(value.textValue());
    }

    private @Nullable String replyTo(FormFields form) {
        Optional<String> topic = form.text("replyTo");
        if (topic.isPresent()
                && !(TOPIC.matcher(topic.get()).matches() && topic.get().startsWith(topics.replies()))) {
            form.problem(
                    "replyTo", ErrorCode.INVALID_NAME, "must be a topic whose name starts with " + topics.replies());
        }
        return topic.orElse(null);
    }
}
