package dev.sluice.standalone.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.cli.parameter.DeclaredParameters;
import dev.sluice.standalone.cli.parameter.ParameterArgument;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.rest.ApiException;
import dev.sluice.standalone.cli.rest.SluiceApi;
import dev.sluice.standalone.cli.shell.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What goes into the request beside the SQL, or in place of it. */
final class RequestOptions {
    /** The priorities that messages know, by name; see {@link JobsCommand.State}. */
    enum Urgency {
        HIGH,
        NORMAL,
        LOW
    }

    /** A template, and the version of it if one is meant. */
    record Called(String queryId, @Nullable Integer version) {
        /** For picocli. */
        static final class Converter implements ITypeConverter<Called> {
            @Override
            public Called convert(String text) {
                int at = text.indexOf('@');
                String version = text.substring(at + 1);
                if (at == 0 || (at > 0 && !version.matches("[1-9][0-9]{0,8}"))) {
                    throw new TypeConversionException("'" + text + "' is no template: use such as orders or orders@2");
                }
                return at < 0 ? new Called(text, null) : new Called(text.substring(0, at), Integer.valueOf(version));
            }
        }
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
            description = "A bind parameter, in order: 5, 1.50, true, null, some text, or with its type in front: "
                    + "text:5, date:2020-01-31, null:date. Types: boolean, long (or int), double, decimal, text, bytes "
                    + "(base64), date, time, timestamp, timestamptz, uuid, json; any other word before a colon is text. "
                    + "With --template, a value without a type in front gets that of its parameter.")
    private List<ParameterArgument> parameters = List.of();

    @Option(
            names = "--template",
            paramLabel = "ID[@VERSION]",
            converter = Called.Converter.class,
            description = "Run this template in place of SQL; without a version, its newest.")
    private @Nullable Called template;

    @Option(
            names = "-P",
            paramLabel = "NAME=VALUE",
            converter = ParameterArgument.NamedConverter.class,
            description =
                    "A parameter of the template, by name, as a value of the type that it has; null is NULL, nothing is the "
                            + "empty text. A type may stand in front as for --param.")
    private List<ParameterArgument.Named> named = List.of();

    @Option(names = "--role", paramLabel = "NAME", description = "A role of the principal, for policies.")
    private List<String> roles = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Longest execution, such as 30s.")
    private @Nullable Duration timeout;

    @Option(
            names = "--max-rows",
            paramLabel = "COUNT",
            converter = Caps.Rows.class,
            description = "Most rows of the result; the rest is left out, with a warning.")
    private @Nullable Long maxRows;

    @Option(
            names = "--max-bytes",
            paramLabel = "SIZE",
            converter = Caps.Bytes.class,
            description = "Most bytes of the result as it is encoded, in whole rows, such as 64MiB.")
    private @Nullable Long maxBytes;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label, kept with the history.")
    private Map<String, String> labels = Map.of();

    @Option(
            names = "--validate-only",
            description = "Wait for the decision and print it: lane, kind, tables, limits. Runs nothing.")
    private boolean validateOnly;

    boolean validateOnly() {
        return validateOnly;
    }

    /** What the job is given to run; nothing if that is left to others. */
    Duration timeout() {
        return timeout == null ? Duration.ZERO : timeout;
    }

    boolean byTemplate() {
        return template != null;
    }

    /** Gives values the types that the template, if one is named, declares for them. */
    void typeParameters(SluiceApi api) throws UsageException, ApiException, InterruptedException {
        if (!named.isEmpty() && !parameters.isEmpty()) {
            throw new UsageException("give all parameters by name (-P) or all by position (--param), not some of each");
        }
        if (template != null && !(named.isEmpty() && parameters.isEmpty())) {
            DeclaredParameters declared = DeclaredParameters.of(api, template.queryId(), template.version());
            named = declared.named(named);
            parameters = declared.inOrder(parameters);
        }
    }

    /** A request to run this SQL. */
    ObjectNode request(String sql) throws UsageException {
        if (!named.isEmpty()) {
            throw new UsageException("-P names a parameter of a template: give --template, or --param for SQL");
        }
        return around(Json.object().put("sql", sql));
    }

    /** A request to run the template. */
    ObjectNode request() {
        return around(query());
    }

    /** A request of a batch, with what it leaves open taken from the options; what is no object stays as it is. */
    JsonNode completed(JsonNode given) {
        if (!(given instanceof ObjectNode own)) {
            return given;
        }
        boolean whole = own.has("sql") || own.has("statements") || own.has("queryId");
        ObjectNode request = around(whole ? Json.object() : query());
        request.remove("jobId");
        return request.setAll(own);
    }

    private ObjectNode query() {
        ObjectNode query = Json.object();
        if (template != null) {
            query.put("queryId", template.queryId());
            if (template.version() != null) {
                query.put("version", template.version());
            }
            named.forEach(each -> query.withObject("parameters")
                    .set(each.name(), each.argument().toJson()));
        }
        return query;
    }

    private ObjectNode around(ObjectNode query) {
        ObjectNode request = Json.object()
                .put("database", database)
                .put("priority", priority.name().toLowerCase(Locale.ROOT));
        request.setAll(query);
        putIfGiven(request, "principal", principal);
        putIfGiven(request, "jobId", jobId);
        putIfGiven(request, "timeout", timeout == null ? null : timeout.toMillis() + "ms");
        putIfGiven(request, "maxRows", maxRows);
        putIfGiven(request, "maxBytes", maxBytes);
        parameters.forEach(parameter -> request.withArray("parameters").add(parameter.toJson()));
        roles.forEach(role -> request.withArray("roles").add(role));
        labels.forEach((key, value) -> request.withObject("labels").put(key, value));
        return validateOnly ? request.put("validateOnly", true) : request;
    }

    private static void putIfGiven(ObjectNode request, String field, @Nullable String value) {
        if (value != null) {
            request.put(field, value);
        }
    }

    private static void putIfGiven(ObjectNode request, String field, @Nullable Long value) {
        if (value != null) {
            request.put(field, value);
        }
    }
}
