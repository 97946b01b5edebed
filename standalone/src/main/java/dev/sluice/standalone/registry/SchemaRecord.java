package dev.sluice.standalone.registry;

import java.util.Optional;

/** One record of the topic of schemas. */
sealed interface SchemaRecord {
    /** A subject has this version from now on. */
    record Version(RegisteredSchema schema) implements SchemaRecord {}

    /** A subject, or without one all that have no level of their own, have this level from now on. */
    record Level(Optional<String> subject, CompatibilityLevel level) implements SchemaRecord {}
}
