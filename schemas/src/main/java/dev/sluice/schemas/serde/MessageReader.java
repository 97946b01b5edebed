package dev.sluice.schemas.serde;

import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.job.ErrorCatalog;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Reads what was written with one schema as one type of message. Thread-safe. */
sealed interface MessageReader<T> {
    /** Decodes the message that starts there and ends with the bytes. */
    Decoded<T> read(byte[] bytes, int start);

    /** What it takes to read this writer's messages as this type, found out once for each schema id. */
    static <T extends SpecificRecord> MessageReader<T> between(Schema writer, Class<T> type) {
        Schema reader = MessageTypes.schema(type);
        if (!writer.getFullName().equals(reader.getFullName())) {
            return new Refusing<>(
                    ErrorCode.INVALID_ENVELOPE,
                    "The record is a " + writer.getFullName() + ", here only " + reader.getFullName() + " can be read");
        }
        var pair = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
            return new Refusing<>(
                    ErrorCode.UNSUPPORTED_VERSION,
                    "The record's version of " + reader.getFullName() + " cannot be read by this release: "
                            + pair.getResult().getIncompatibilities().get(0).getMessage());
        }
        return new Decoding<>(writer, new SpecificDatumReader<>(writer, reader, SpecificData.getForSchema(reader)));
    }

    /** Nothing written with this schema can be read. */
    record Refusing<T>(ErrorCode code, String reason) implements MessageReader<T> {
        @Override
        public Decoded<T> read(byte[] bytes, int start) {
            return new Decoded.Undecodable<>(ErrorCatalog.error(code, reason));
        }
    }

    /** Lets the gate look first, then decodes. */
    record Decoding<T>(Schema writer, SpecificDatumReader<T> avro) implements MessageReader<T> {
        @Override
        public Decoded<T> read(byte[] bytes, int start) {
            try {
                WireGate.check(writer, bytes, start);
                BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, start, bytes.length - start, null);
                return new Decoded.Message<>(avro.read(null, decoder));
            } catch (MalformedWire e) {
                return undecodable(e);
            } catch (IOException | RuntimeException e) {
                // Avro has no one exception for bad bytes, and bytes decide alone what happens here.
                return undecodable(e);
            }
        }

        private Decoded<T> undecodable(Exception e) {
            return new Decoded.Undecodable<>(ErrorCatalog.error(
                    ErrorCode.INVALID_ENVELOPE, "The record is no " + writer.getFullName() + ": " + e.getMessage()));
        }
    }
}
