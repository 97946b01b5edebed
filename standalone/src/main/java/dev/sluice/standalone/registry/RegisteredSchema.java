package dev.sluice.standalone.registry;

/** One version of a subject. The same schema has the same id under every subject. */
record RegisteredSchema(String subject, int version, int id, String schema) {}
