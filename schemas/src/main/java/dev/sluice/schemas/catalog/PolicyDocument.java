package dev.sluice.schemas.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.message.Policy;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.avro.Schema;

/** A policy as people write it: its fields under the names they have in the message. Thread-safe. */
public final class PolicyDocument {
    private PolicyDocument() {}

    /** The policy, last changed now; or everything that is wrong with it. */
    public static Document<Policy> read(JsonNode document, Instant now) {
        var fields = new DocumentFields(document);
        fields.node(DocumentFields.UPDATED);
        Policy.Builder policy = Policy.newBuilder()
                .setName(fields.text("name", null))
                .setUpdatedAt(Instant.ofEpochMilli(now.toEpochMilli()));
        scope(fields, policy);
        rules(fields, policy);
        limits(fields, policy);
        fields.refuseOthers();
        Policy read = policy.build();
        List<String> problems = fields.with(PolicyRules.problems(read));
        return problems.isEmpty() ? new Document.Sound<>(read) : new Document.Unsound<>(problems);
    }

    /** The document that means this policy; what says nothing is left out. */
    public static ObjectNode write(Policy policy) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        for (Schema.Field field : Policy.getClassSchema().getFields()) {
            Object value = policy.get(field.pos());
            if (value instanceof Collection<?> entries) {
                put(document, field.name(), entries);
            } else if (value instanceof Double number) {
                document.put(field.name(), number);
            } else if (value instanceof Number whole) {
                document.put(field.name(), whole.longValue());
            } else if (Boolean.TRUE.equals(value)) {
                document.put(field.name(), true);
            } else if (value instanceof CharSequence || value instanceof Instant) {
                document.put(field.name(), value.toString());
            }
        }
        return document;
    }

    private static void put(ObjectNode document, String field, Collection<?> entries) {
        if (!entries.isEmpty()) {
            ArrayNode list = document.putArray(field);
            entries.forEach(entry -> list.add(entry.toString()));
        }
    }

    private static void scope(DocumentFields fields, Policy.Builder policy) {
        policy.setTenants(fields.texts("tenants"))
                .setPrincipals(fields.texts("principals"))
                .setRoles(fields.texts("roles"))
                .setDatabases(fields.texts("databases"));
    }

    private static void rules(DocumentFields fields, Policy.Builder policy) {
        policy.setAllowedClasses(fields.choices("allowedClasses", StatementClass.class))
                .setDeniedClasses(fields.choices("deniedClasses", StatementClass.class))
                .setAllowedKinds(fields.choices("allowedKinds", StatementKind.class))
                .setDeniedKinds(fields.choices("deniedKinds", StatementKind.class))
                .setAllowedObjects(fields.texts("allowedObjects"))
                .setWritableObjects(fields.texts("writableObjects"))
                .setDeniedObjects(fields.texts("deniedObjects"))
                .setAllowedFunctions(fields.texts("allowedFunctions"))
                .setDeniedFunctions(fields.texts("deniedFunctions"))
                .setAllowUnparsable(fields.flag("allowUnparsable", false));
    }

    private static void limits(DocumentFields fields, Policy.Builder policy) {
        policy.setMaxSqlLength(fields.integer("maxSqlLength"))
                .setMaxStatements(fields.integer("maxStatements"))
                .setMaxCost(fields.number("maxCost"))
                .setMaxResultBytes(fields.whole("maxResultBytes"))
                .setResultMemory(fields.whole("resultMemory"))
                .setMaxRunning(fields.integer("maxRunning"))
                .setJobsPerSecond(fields.number("jobsPerSecond"))
                .setDeadLetterRetries(fields.integer("deadLetterRetries"))
                .setDeadLetterRetryMillis(fields.whole("deadLetterRetryMillis"));
    }
}
