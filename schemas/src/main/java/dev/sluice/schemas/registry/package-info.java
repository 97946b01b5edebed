/**
 * Where schemas get their ids. {@link dev.sluice.schemas.registry.SchemaRegistry} is as much of Confluent's protocol as Sluice
 * needs; over HTTP it speaks to any registry that serves that protocol, in memory it serves tests and embedded use. Failures are
 * of two kinds that callers must tell apart: the registry has no such schema, and nobody can say now.
 */
@NullMarked
package dev.sluice.schemas.registry;

import org.jspecify.annotations.NullMarked;
