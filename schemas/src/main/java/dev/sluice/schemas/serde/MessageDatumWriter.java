package dev.sluice.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Avro's writer with a short way through the unions of nothing and one type, which most fields of ours are: what is there can only be
 * that type, where Avro looks its class up by name each time. Thread-safe.
 */
public class MessageDatumWriter<T> extends SpecificDatumWriter<T> {
    private static final int OPTIONAL = 2;
    private static final int USUAL_BYTES = 512;
    /** A buffer that most messages fill once, instead of 2 KiB for 300 bytes, or a call of the stream for every number. */
    private static final EncoderFactory ENCODERS = new EncoderFactory().configureBufferSize(USUAL_BYTES);

    public MessageDatumWriter(Schema schema) {
        super(schema, SpecificData.getForSchema(schema));
    }

    /** These bytes and, behind them, the message. */
    protected final byte[] bytes(byte[] header, T message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(header.length + USUAL_BYTES);
        bytes.writeBytes(header);
        BinaryEncoder encoder = ENCODERS.binaryEncoder(bytes, null);
        try {
            write(message, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    @Override
    protected int resolveUnion(Schema union, Object datum) {
        List<Schema> types = union.getTypes();
        if (types.size() == OPTIONAL) {
            boolean nothingFirst = types.get(0).getType() == Schema.Type.NULL;
            if (nothingFirst || types.get(1).getType() == Schema.Type.NULL) {
                return (datum == null) == nothingFirst ? 0 : 1;
            }
        }
        return super.resolveUnion(union, datum);
    }
}
