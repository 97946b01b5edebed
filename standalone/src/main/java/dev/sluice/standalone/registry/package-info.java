/**
 * The read and register part of Confluent's schema registry API, so that ordinary clients in any language can use a standalone
 * Sluice. A request goes through {@code RegistryRoutes} to {@code RegistryRequests}, which asks {@code SchemaCatalog}, the state
 * rebuilt from a compacted topic by {@code SchemaLog}. There is one writer: the process that holds the data directory.
 */
@NullMarked
package dev.sluice.standalone.registry;

import org.jspecify.annotations.NullMarked;
