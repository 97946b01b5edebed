package dev.sluice.schemas.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * A registry in this process's memory, for tests and embedded use. Ids count from 1 in order of registration; a schema has one id,
 * whatever its subjects. A subject takes a new version if it reads what the last one wrote (Confluent's default, BACKWARD). Thread-safe.
 */
public final class InMemorySchemaRegistry implements SchemaRegistry {
    private final List<Schema> byId = new ArrayList<>();
    private final Map<String, List<Schema>> versions = new HashMap<>();

    @Override
    public synchronized int register(String subject, Schema schema) throws RegistryException {
        Schema plain = PlainSchema.of(schema);
        List<Schema> known = versions.getOrDefault(subject, List.of());
        if (!known.contains(plain)) {
            if (!compatible(subject, plain)) {
                throw new RegistryException("Schema is incompatible with the last version of " + subject, null);
            }
            versions.computeIfAbsent(subject, s -> new ArrayList<>()).add(plain);
        }
        if (!byId.contains(plain)) {
            byId.add(plain);
        }
        return byId.indexOf(plain) + 1;
    }

    @Override
    public synchronized Schema byId(int id) throws RegistryException {
        if (id < 1 || id > byId.size()) {
            throw new UnknownSchemaException("No schema with id " + id + " was registered in this process");
        }
        return byId.get(id - 1);
    }

    @Override
    public synchronized boolean compatible(String subject, Schema schema) {
        List<Schema> known = versions.getOrDefault(subject, List.of());
        return known.isEmpty() || reads(schema, known.get(known.size() - 1));
    }

    private static boolean reads(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }
}
