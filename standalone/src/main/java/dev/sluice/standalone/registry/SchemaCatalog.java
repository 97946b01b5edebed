package dev.sluice.standalone.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** All schemas and levels, rebuilt by replaying the topic. Pure state without I/O. Thread-safe. */
final class SchemaCatalog {
    private final Map<String, List<RegisteredSchema>> subjects = new TreeMap<>();
    private final Map<Integer, String> schemasById = new TreeMap<>();
    private final Map<String, CompatibilityLevel> levels = new TreeMap<>();
    private CompatibilityLevel globalLevel = CompatibilityLevel.BACKWARD;

    /** Takes over a record of the topic. Replaying one twice changes nothing. */
    synchronized void replay(SchemaRecord record) {
        switch (record) {
            case SchemaRecord.Version(RegisteredSchema schema) -> {
                List<RegisteredSchema> versions =
                        subjects.computeIfAbsent(schema.subject(), subject -> new ArrayList<>());
                versions.removeIf(other -> other.version() == schema.version());
                versions.add(schema);
                schemasById.put(schema.id(), schema.schema());
            }
            case SchemaRecord.Level(Optional<String> subject, CompatibilityLevel level) -> {
                if (subject.isPresent()) {
                    levels.put(subject.get(), level);
                } else {
                    globalLevel = level;
                }
            }
        }
    }

    synchronized List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    /** Oldest first; empty for an unknown subject. */
    synchronized List<RegisteredSchema> versions(String subject) {
        return List.copyOf(subjects.getOrDefault(subject, List.of()));
    }

    synchronized Optional<RegisteredSchema> version(String subject, int version) {
        return versions(subject).stream()
                .filter(schema -> schema.version() == version)
                .findFirst();
    }

    synchronized Optional<RegisteredSchema> latest(String subject) {
        List<RegisteredSchema> versions = versions(subject);
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
    }

    synchronized Optional<RegisteredSchema> find(String subject, Schema schema) {
        String text = schema.toString();
        return versions(subject).stream()
                .filter(version -> version.schema().equals(text))
                .findFirst();
    }

    synchronized Optional<String> byId(int id) {
        return Optional.ofNullable(schemasById.get(id));
    }

    /** Every subject and version with this id. */
    synchronized List<RegisteredSchema> usesOf(int id) {
        return subjects.values().stream()
                .flatMap(List::stream)
                .filter(schema -> schema.id() == id)
                .toList();
    }

    synchronized Optional<CompatibilityLevel> ownLevel(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    synchronized CompatibilityLevel level(String subject) {
        return levels.getOrDefault(subject, globalLevel);
    }

    synchronized CompatibilityLevel globalLevel() {
        return globalLevel;
    }

    /** The schema as the next version of the subject: with the id it has elsewhere, or the next free one. Changes nothing. */
    synchronized RegisteredSchema next(String subject, Schema schema) {
        String text = schema.toString();
        int id = schemasById.entrySet().stream()
                .filter(entry -> entry.getValue().equals(text))
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> schemasById.keySet().stream()
                                .mapToInt(Integer::intValue)
                                .max()
                                .orElse(0)
                        + 1);
        int version = latest(subject).map(RegisteredSchema::version).orElse(0) + 1;
        return new RegisteredSchema(subject, version, id, text);
    }
}
