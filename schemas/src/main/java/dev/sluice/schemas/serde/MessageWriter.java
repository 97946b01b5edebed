package dev.sluice.schemas.serde;

import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Writes one type of message under its schema id. Thread-safe. */
final class MessageWriter {
    private final byte[] header;
    private final MessageDatumWriter<SpecificRecord> avro;

    MessageWriter(int id, Schema schema) {
        this.header = ByteBuffer.allocate(WireFormat.HEADER_BYTES)
                .put(WireFormat.MAGIC)
                .putInt(id)
                .array();
        this.avro = new MessageDatumWriter<>(schema);
    }

    byte[] write(SpecificRecord message) {
        return avro.bytes(header, message);
    }
}
