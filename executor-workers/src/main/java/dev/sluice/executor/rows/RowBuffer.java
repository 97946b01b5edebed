package dev.sluice.executor.rows;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Bytes of the rows not yet handed on: {@code [row,row} without the closing bracket. */
final class RowBuffer extends ByteArrayOutputStream {
    private static final int FIRST_SIZE = 1024;

    private long rows;

    RowBuffer() {
        super(FIRST_SIZE);
        write('[');
    }

    long rows() {
        return rows;
    }

    /** Opens the place of the next row and returns where it starts, its comma included. */
    int beginRow() {
        int mark = count;
        if (rows > 0) {
            write(',');
        }
        return mark;
    }

    void endRow() {
        rows++;
    }

    /** Forgets what was written since the mark. */
    void truncate(int mark) {
        count = mark;
    }

    /** The rows before the mark as a complete array; what follows the mark becomes the first row of the next array. */
    byte[] cut(int mark) {
        byte[] closed = Arrays.copyOf(buf, mark + 1);
        closed[mark] = ']';
        byte[] carried = Arrays.copyOfRange(buf, mark + 1, count); // without its comma
        reset();
        write('[');
        writeBytes(carried);
        rows = 0;
        return closed;
    }

    /** Everything as a complete array. */
    byte[] end() {
        write(']');
        return toByteArray();
    }
}
