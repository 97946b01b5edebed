package dev.sluice.schemas.serde;

/** Confluent's wire format: a zero, the schema id in four bytes, big-endian, then Avro's binary encoding. */
final class WireFormat {
    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 1 + Integer.BYTES;

    private WireFormat() {}
}
