package dev.sluice.standalone.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the registry answers, one method a request. Thread-safe: one write at a time, which may wait for Kafka; what is only read waits
 * for none.
 */
final class RegistryRequests {
    private final SchemaCatalog catalog;
    private final SchemaLog log;
    private volatile @Nullable String broken;

    RegistryRequests(SchemaCatalog catalog, SchemaLog log) {
        this.catalog = catalog;
        this.log = log;
    }

    /** Why nothing can be registered any more, if so. */
    Optional<String> broken() {
        return Optional.ofNullable(broken);
    }

    Answer schemaById(int id) {
        return catalog.byId(id)
                .map(schema -> Answer.ok(Map.of("schema", schema)))
                .orElseGet(() -> Answer.noSchema(String.valueOf(id)));
    }

    Answer usesOfId(int id) {
        return catalog.byId(id).isEmpty()
                ? Answer.noSchema(String.valueOf(id))
                : Answer.ok(catalog.usesOf(id).stream()
                        .map(use -> Map.of("subject", use.subject(), "version", use.version()))
                        .toList());
    }

    Answer subjects() {
        return Answer.ok(catalog.subjects());
    }

    Answer versions(String subject) {
        List<Integer> versions = catalog.versions(subject).stream()
                .map(RegisteredSchema::version)
                .toList();
        return versions.isEmpty() ? Answer.noSubject(subject) : Answer.ok(versions);
    }

    /** One version, by number or {@code latest}. */
    Answer version(String subject, String version) {
        if (catalog.versions(subject).isEmpty()) {
            return Answer.noSubject(subject);
        }
        return find(subject, version).map(found -> Answer.ok(body(found))).orElseGet(() -> Answer.noVersion(version));
    }

    /** Whether the subject has this very schema, and as which version. */
    Answer lookUp(String subject, JsonNode body) {
        return SchemaText.in(body).then(schema -> {
            if (catalog.versions(subject).isEmpty()) {
                return Answer.noSubject(subject);
            }
            return catalog.find(subject, schema)
                    .map(found -> Answer.ok(body(found)))
                    .orElseGet(() -> Answer.noSchema(""));
        });
    }

    /** The id of this schema under the subject; a new version if it is new and compatible. */
    Answer register(String subject, JsonNode body) {
        return SchemaText.in(body)
                .then(schema -> catalog.find(subject, schema)
                        .map(known -> Answer.ok(Map.of("id", known.id())))
                        .orElseGet(() -> registerNew(subject, schema)));
    }

    private synchronized Answer registerNew(String subject, Schema schema) {
        Optional<RegisteredSchema> meanwhile = catalog.find(subject, schema);
        if (meanwhile.isPresent()) {
            return Answer.ok(Map.of("id", meanwhile.get().id()));
        }
        List<String> objections = catalog.level(subject).objections(schema, parsed(catalog.versions(subject)));
        if (!objections.isEmpty()) {
            return Answer.error(
                    409,
                    409,
                    "Schema being registered is incompatible with an earlier schema for subject \"" + subject + "\": "
                            + String.join("; ", objections));
        }
        RegisteredSchema next = catalog.next(subject, schema);
        return append(new SchemaRecord.Version(next), Answer.ok(Map.of("id", next.id())));
    }

    /** Whether this schema would be compatible with one version of the subject. */
    Answer compatibility(String subject, String version, JsonNode body) {
        return SchemaText.in(body).then(schema -> {
            if (catalog.versions(subject).isEmpty()) {
                return Answer.noSubject(subject);
            }
            return find(subject, version)
                    .map(other -> verdict(subject, schema, List.of(other)))
                    .orElseGet(() -> Answer.noVersion(version));
        });
    }

    /** Whether this schema could be registered under the subject. */
    Answer compatibility(String subject, JsonNode body) {
        return SchemaText.in(body).then(schema -> verdict(subject, schema, catalog.versions(subject)));
    }

    private Answer verdict(String subject, Schema schema, List<RegisteredSchema> older) {
        List<String> objections = catalog.level(subject).objections(schema, parsed(older));
        return Answer.ok(Map.of("is_compatible", objections.isEmpty(), "messages", objections));
    }

    Answer globalLevel() {
        return Answer.ok(Map.of("compatibilityLevel", catalog.globalLevel()));
    }

    Answer level(String subject, boolean defaultToGlobal) {
        if (!defaultToGlobal && catalog.ownLevel(subject).isEmpty()) {
            return Answer.error(
                    404, 40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
        }
        return Answer.ok(Map.of("compatibilityLevel", catalog.level(subject)));
    }

    /** Sets the level of one subject, or of all without their own. */
    synchronized Answer setLevel(Optional<String> subject, JsonNode body) {
        String name = body.path("compatibility").asText();
        for (CompatibilityLevel level : CompatibilityLevel.values()) {
            if (level.name().equals(name)) {
                return append(new SchemaRecord.Level(subject, level), Answer.ok(Map.of("compatibility", level.name())));
            }
        }
        return Answer.error(
                422,
                42203,
                "Invalid compatibility level: one of " + List.of(CompatibilityLevel.values())
                        + " is needed as \"compatibility\"");
    }

    /** INVARIANT: the catalog holds nothing that the topic might not hold; so after a failed write it takes no more. */
    private Answer append(SchemaRecord record, Answer done) {
        if (broken == null) {
            try {
                log.append(record);
                catalog.replay(record);
                return done;
            } catch (IOException e) {
                broken = "a write failed, restart to find out what was kept: " + e.getMessage();
            }
        }
        return Answer.error(500, 50001, "Error in the backend data store: " + broken);
    }

    private Optional<RegisteredSchema> find(String subject, String version) {
        if (version.equals("latest") || version.equals("-1")) {
            return catalog.latest(subject);
        }
        return version.matches("[0-9]{1,9}") ? catalog.version(subject, Integer.parseInt(version)) : Optional.empty();
    }

    private static List<Schema> parsed(List<RegisteredSchema> versions) {
        return versions.stream()
                .map(version -> new Schema.Parser().parse(version.schema()))
                .toList();
    }

    private static Map<String, Object> body(RegisteredSchema found) {
        return Map.of(
                "subject", found.subject(), "version", found.version(), "id", found.id(), "schema", found.schema());
    }
}
