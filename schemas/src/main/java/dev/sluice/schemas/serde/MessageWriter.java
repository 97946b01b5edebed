package dev.sluice.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;

/** Writes one type of message under its schema id. Thread-safe. */
final class MessageWriter {
    private static final int USUAL_BYTES = 512;

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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        bytes.writeBytes(header);
        // Direct, not buffered: nothing to keep per thread, and no 2 KiB buffer for a message of 200 bytes.
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            avro.write(message, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}
