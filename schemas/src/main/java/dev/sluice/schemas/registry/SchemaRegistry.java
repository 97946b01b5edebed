package dev.sluice.schemas.registry;

import org.apache.avro.Schema;

/** A schema registry, as much of one as Sluice needs. Implementations are thread-safe and may block for their time-outs. */
public interface SchemaRegistry {
    /** Registers a schema, or finds the id it has. */
    int register(String subject, Schema schema) throws RegistryException;

    /** The schema with this id. Throws {@link UnknownSchemaException} if the registry answers that it has none. */
    Schema byId(int id) throws RegistryException;

    /** Whether this schema could be registered under the subject's compatibility rule. True for a subject without versions. */
    boolean compatible(String subject, Schema schema) throws RegistryException;
}
