/**
 * Messages to bytes and back. Bytes come from anybody, so decoding has an order: size, wire format, an id the registry knows, the
 * right message, then a walk over the bytes against the writer's schema that allocates nothing, and only then Avro.
 */
@NullMarked
package dev.sluice.schemas.serde;

import org.jspecify.annotations.NullMarked;
