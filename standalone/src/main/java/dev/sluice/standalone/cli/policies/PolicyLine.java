package dev.sluice.standalone.cli.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.message.Policy;
import dev.sluice.schemas.catalog.PolicyDocument;
import dev.sluice.standalone.cli.print.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A policy on one line: to whom it applies, what it allows, denies and limits. */
final class PolicyLine {
    private PolicyLine() {}

    static List<String> cells(Policy policy) {
        ObjectNode document = PolicyDocument.write(policy);
        return List.of(
                parts(document, "tenants", "principals", "roles", "databases"),
                parts(
                        document,
                        "allowedClasses",
                        "allowedKinds",
                        "allowedObjects",
                        "writableObjects",
                        "allowedFunctions",
                        "allowUnparsable"),
                parts(document, "deniedClasses", "deniedKinds", "deniedObjects", "deniedFunctions"),
                parts(
                        document,
                        "maxSqlLength",
                        "maxStatements",
                        "maxCost",
                        "maxResultBytes",
                        "resultMemory",
                        "maxRunning",
                        "jobsPerSecond",
                        "deadLetterRetries",
                        "deadLetterRetryMillis"));
    }

    private static String parts(ObjectNode document, String... fields) {
        List<String> parts = new ArrayList<>();
        for (String field : fields) {
            JsonNode value = document.path(field);
            if (!value.isMissingNode()) {
                parts.add(name(field) + " " + (value.isArray() ? entries(value) : Json.cell(value)));
            }
        }
        return String.join("; ", parts);
    }

    /** Without what the heading of the column says already. */
    private static String name(String field) {
        String name = field.replaceFirst("^(allowed|denied)", "");
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static String entries(JsonNode list) {
        List<String> entries = new ArrayList<>();
        list.forEach(entry -> entries.add(entry.asText()));
        return String.join(" ", entries);
    }
}
