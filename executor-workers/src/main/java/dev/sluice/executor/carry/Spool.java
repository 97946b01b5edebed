package dev.sluice.executor.carry;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A copy of the chunks that were sent, in a file that nobody else sees, made when the first one comes. Used by one thread. */
final class Spool implements AutoCloseable {
    private static final int PIECE = 256 * 1024;

    private final Path folder;
    private @Nullable FileChannel file;
    private long complete;

    Spool(Path folder) {
        this.folder = folder;
    }

    /** Takes a piece of what was spooled. */
    interface Reader {
        void take(byte[] bytes, int length) throws IOException;
    }

    /** All of these, or an exception and none: what was added before stays. */
    void add(byte[] bytes) throws IOException {
        FileChannel open = file;
        if (open == null) {
            Path path = Files.createTempFile(folder, "sluice-rows-", ".part");
            open = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            file = open;
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            open.write(rest, complete + rest.position());
        }
        complete += bytes.length;
    }

    /** Hands on everything from the beginning. */
    void replay(Reader reader) throws IOException {
        FileChannel open = file;
        if (open == null) {
            return;
        }
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        for (long at = 0; at < complete; at += piece.position()) {
            piece.clear().limit((int) Math.min(PIECE, complete - at));
            if (open.read(piece, at) < 0) {
                throw new EOFException("the copy of the rows in " + folder + " is shorter than it was");
            }
            reader.take(piece.array(), piece.position());
        }
    }

    @Override
    public void close() throws IOException {
        FileChannel open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
