package dev.sluice.executor.rows;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Bytes of the rows not yet handed on: {@code [row,row} without the closing bracket. */
final class RowBuffer extends ByteArrayOutputStream {
    private static final int FIRST_SIZE = 1024;

    private long rows;
    private long ceiling = Long.MAX_VALUE;
    /** Of a row that became too large the rest is dropped, what its generator still holds included. */
    private boolean dropping;

    /** The row that is being written takes more bytes than it may. */
    static final class RowFullException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private RowFullException() {
            super("the row is full", null, false, false);
        }
    }

    RowBuffer() {
        super(FIRST_SIZE);
        write('[');
    }

    long rows() {
        return rows;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (dropping) {
            return;
        }
        if (count + (long) length > ceiling) {
            dropping = true;
            throw new RowFullException();
        }
        super.write(bytes, offset, length);
    }

    /** Opens the place of the next row, of so many bytes at most, and returns where it starts, its comma included. */
    int beginRow(long most) {
        int mark = count;
        ceiling = mark + most;
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
        ceiling = Long.MAX_VALUE;
        write('[');
        writeBytes(carried);
        rows = 0;
        return closed;
    }

    /** Everything as a complete array. */
    byte[] end() {
        ceiling = Long.MAX_VALUE;
        dropping = false;
        write(']');
        return toByteArray();
    }
}
