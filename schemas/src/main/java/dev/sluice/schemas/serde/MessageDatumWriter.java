package dev.sluice.schemas.serde;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Avro's writer with a short way through the unions of nothing and one type, which most fields of ours are: what is there can only be
 * that type, where Avro looks its class up by name each time. Thread-safe.
 */
public class MessageDatumWriter<T> extends SpecificDatumWriter<T> {
    private static final int OPTIONAL = 2;

    /** Messages of one type have about one length: room for the last one and a little more is mostly room for the next. Racy on purpose. */
    private int room = GrowingBytes.LEAST;

    public MessageDatumWriter(Schema schema) {
        super(schema, SpecificData.getForSchema(schema));
    }

    /** These bytes and, behind them, the message. */
    protected final byte[] bytes(byte[] header, T message) {
        GrowingBytes bytes = new GrowingBytes(room);
        bytes.write(header, 0, header.length);
        try {
            // Nothing to flush: it keeps nothing back.
            write(message, EncoderFactory.get().directBinaryEncoder(bytes, null));
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        room = bytes.roomForNext();
        return bytes.written();
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

    /** Bytes written to memory by one thread, so without the lock of {@link java.io.ByteArrayOutputStream} at each of many small writes. */
    private static final class GrowingBytes extends OutputStream {
        static final int LEAST = 256;
        /** A large message is no reason to set so much aside for the next one. */
        private static final int MOST = 8 * 1024;
        /** The JVM refuses arrays of a few elements more. */
        private static final long LARGEST = Integer.MAX_VALUE - 8L;

        private byte[] bytes;
        private int length;

        GrowingBytes(int room) {
            this.bytes = new byte[room];
        }

        @Override
        public void write(int value) {
            if (length == bytes.length) {
                grow(1);
            }
            bytes[length++] = (byte) value;
        }

        @Override
        public void write(byte[] source, int start, int count) {
            if (count > bytes.length - length) {
                grow(count);
            }
            System.arraycopy(source, start, bytes, length, count);
            length += count;
        }

        /** What was written, exactly. */
        byte[] written() {
            return Arrays.copyOf(bytes, length);
        }

        /** An eighth more than was written, within bounds. */
        int roomForNext() {
            return Math.min(MOST, Math.max(LEAST, length + length / 8));
        }

        private void grow(int more) {
            int needed = Math.addExact(length, more);
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(LARGEST, 2L * bytes.length)));
        }
    }
}
