package dev.sluice.sink.keep;

import java.nio.ByteBuffer;

/** The bytes of a buffer as JDBC wants them. */
final class Bytes {
    private Bytes() {}

    static byte[] of(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
