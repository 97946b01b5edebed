package dev.sluice.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A job as the API shows it. One shape for submit, get and list; unknown parts are left out. Thread-safe. */
public final class JobJson {
    private static final String DEFAULT_TENANT = "default";

    private JobJson() {}

    public static ObjectNode of(JobView view) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        Progress progress = view.progress();
        node.put("jobId", view.key().jobId());
        node.put("tenant", view.key().tenant());
        submission(node, view.submission());
        node.put("state", progress.state().name());
        node.put("ended", progress.ended());
        node.put("attempt", progress.attempt());
        placement(node, progress.placement());
        text(node, "admittedAt", progress.times().admittedAt());
        text(node, "startedAt", progress.times().startedAt());
        text(node, "endedAt", progress.ended() ? progress.times().endedAt() : null);
        section(node, "error", progress.error() == null ? null : () -> MessageJson.of(progress.error()));
        result(node, view.result());
        section(node, "metrics", progress.metrics());
        section(node, "decision", progress.decision());
        node.set("links", links(view));
        return node;
    }

    /** The path of a job; it names the tenant unless that is the default one, because ids are scoped to tenants. */
    public static String path(JobKey key) {
        return pathOf(key, "");
    }

    private static String pathOf(JobKey key, String below) {
        String tenant = key.tenant().equals(DEFAULT_TENANT)
                ? ""
                : "?tenant=" + URLEncoder.encode(key.tenant(), StandardCharsets.UTF_8);
        return "/v1/jobs/" + key.jobId() + below + tenant;
    }

    private static void submission(ObjectNode node, Submission submission) {
        node.put("database", submission.database());
        node.put("principal", submission.principal());
        text(node, "priority", submission.priority());
        text(node, "statement", submission.statement());
        text(node, "submittedAt", submission.submittedAt());
        if (!submission.labels().isEmpty()) {
            node.set("labels", MessageJson.of(submission.labels()));
        }
        text(node, "replyTo", submission.replyTo());
    }

    private static void placement(ObjectNode node, Progress.Placement placement) {
        text(node, "lane", placement.lane());
        text(node, "engine", placement.engine());
        text(node, "statementKind", placement.statementKind());
        text(node, "fingerprint", placement.fingerprint());
        text(node, "node", placement.node());
    }

    private static void result(ObjectNode node, @Nullable JobResult result) {
        if (result != null) {
            node.put("resultId", result.resultId());
            node.put("rowCount", result.rowCount());
            node.set("updateCounts", MessageJson.of(result.updateCounts()));
            node.put("truncated", result.truncated());
            node.put("fromLedger", result.fromLedger());
        }
    }

    private static ObjectNode links(JobView view) {
        ObjectNode links = JsonNodeFactory.instance.objectNode();
        links.put("self", path(view.key()));
        links.put("result", pathOf(view.key(), "/result"));
        links.put("explain", pathOf(view.key(), "/explain"));
        if (!view.ended()) {
            links.put("cancel", pathOf(view.key(), "/cancel"));
        }
        return links;
    }

    private static void text(ObjectNode node, String field, @Nullable Object value) {
        if (value != null) {
            node.put(field, value.toString());
        }
    }

    private static void section(ObjectNode node, String field, @Nullable Supplier<JsonNode> value) {
        if (value != null) {
            node.set(field, value.get());
        }
    }
}
