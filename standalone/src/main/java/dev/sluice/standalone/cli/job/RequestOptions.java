package dev.sluice.standalone.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.cli.print.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What goes into the request beside the SQL. */
final class RequestOptions {
    /** The priorities that messages know, by name; see {@link JobsCommand.State}. */
    enum Urgency {
        HIGH,
        NORMAL,
        LOW
    }

    @Option(
            names = {"-d", "--database"},
            paramLabel = "NAME",
            description = "Database to run on (default: ${DEFAULT-VALUE}).")
    private String database = "demo";

    @Option(names = "--principal", paramLabel = "NAME", description = "Who asks.")
    private @Nullable String principal;

    @Option(names = "--priority", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Urgency priority = Urgency.NORMAL;

    @Option(
            names = "--job-id",
            paramLabel = "UUID",
            description = "Own job id; submitting it again runs nothing twice.")
    private @Nullable String jobId;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "VALUE",
            converter = ParameterArgument.Converter.class,
            description =
                    "A bind parameter, in order: 5, 1.50, true, null, some text, or with its type in front: "
                            + "text:5, date:2020-01-31, null:date. Types: boolean, long (or int), double, decimal, text, bytes "
                            + "(base64), date, time, timestamp, timestamptz, uuid, json; any other word before a colon is text.")
    private List<ParameterArgument> parameters = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Longest execution, such as 30s.")
    private @Nullable Duration timeout;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label, kept with the history.")
    private Map<String, String> labels = Map.of();

    @Option(
            names = "--validate-only",
            description = "Wait for the decision and print it: lane, kind, tables, limits. Runs nothing.")
    private boolean validateOnly;

    boolean validateOnly() {
        return validateOnly;
    }

    ObjectNode request(String sql) {
        ObjectNode request = Json.object()
                .put("database", database)
                .put("sql", sql)
                .put("priority", priority.name().toLowerCase(Locale.ROOT));
        putIfGiven(request, "principal", principal);
        putIfGiven(request, "jobId", jobId);
        putIfGiven(request, "timeout", timeout == null ? null : timeout.toMillis() + "ms");
        parameters.forEach(parameter -> request.withArray("parameters").add(parameter.toJson()));
        labels.forEach((key, value) -> request.withObject("labels").put(key, value));
        return validateOnly ? request.put("validateOnly", true) : request;
    }

    /** A request of a batch, with what it leaves open taken from the options; what is no object stays as it is. */
    JsonNode completed(JsonNode given) {
        if (!(given instanceof ObjectNode own)) {
            return given;
        }
        ObjectNode whole = request("");
        whole.remove(List.of("sql", "jobId"));
        return whole.setAll(own);
    }

    private static void putIfGiven(ObjectNode request, String field, @Nullable String value) {
        if (value != null) {
            request.put(field, value);
        }
    }
}
