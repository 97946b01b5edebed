package dev.sluice.schemas.serde;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Steps over Avro's primitive values in a byte array, and refuses whatever the rest of the array cannot hold. Not thread-safe. */
final class WireCursor {
    private static final int LAST_INT_BYTE = 4;
    private static final int LAST_LONG_BYTE = 9;

    private final byte[] bytes;
    private int position;

    WireCursor(byte[] bytes, int start) {
        this.bytes = bytes;
        this.position = start;
    }

    int position() {
        return position;
    }

    int remaining() {
        return bytes.length - position;
    }

    int readInt() throws MalformedWire {
        long value = readVariable(LAST_INT_BYTE);
        if (value != (int) value) {
            throw malformed("an int beyond 32 bits");
        }
        return (int) value;
    }

    long readLong() throws MalformedWire {
        return readVariable(LAST_LONG_BYTE);
    }

    void skipBoolean() throws MalformedWire {
        skip(1, "a boolean");
        if ((bytes[position - 1] & ~1) != 0) {
            throw malformed("a boolean that is neither 0 nor 1");
        }
    }

    void skip(long count, String what) throws MalformedWire {
        if (count < 0 || count > remaining()) {
            throw malformed(what + " of " + count + " bytes where " + remaining() + " remain");
        }
        position += (int) count;
    }

    void skipBytes() throws MalformedWire {
        skip(readLong(), "bytes");
    }

    /** Text must be UTF-8: Java would put replacement characters in place of what is not, and run SQL that nobody wrote. */
    void skipText() throws MalformedWire {
        int length = checkedLength(readLong());
        int end = position + length;
        for (int at = position; at < end; at++) {
            if (bytes[at] < 0) {
                checkUtf8(position, length);
                break;
            }
        }
        position = end;
    }

    MalformedWire malformed(String what) {
        return new MalformedWire(what, position);
    }

    private int checkedLength(long length) throws MalformedWire {
        if (length < 0 || length > remaining()) {
            throw malformed("text of " + length + " bytes where " + remaining() + " remain");
        }
        return (int) length;
    }

    private void checkUtf8(int from, int length) throws MalformedWire {
        try {
            var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
        } catch (CharacterCodingException e) {
            throw malformed("text that is not UTF-8");
        }
    }

    /** Zig-zag, seven bits a byte, lowest first. */
    private long readVariable(int lastByte) throws MalformedWire {
        long value = 0;
        for (int i = 0; i <= lastByte; i++) {
            if (position == bytes.length) {
                throw malformed("the end within a number");
            }
            byte next = bytes[position++];
            value |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw malformed("a number longer than " + (lastByte + 1) + " bytes");
    }
}
