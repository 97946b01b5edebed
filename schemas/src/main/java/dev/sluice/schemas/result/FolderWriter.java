package dev.sluice.schemas.result;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Writes a result into a folder of its own, which is renamed once all of it is on the disk. */
final class FolderWriter implements ResultWriter {
    private final Path writing;
    private final Path published;
    private final FileChannel rows;

    FolderWriter(Path writing, Path published) throws IOException {
        this.writing = writing;
        this.published = published;
        this.rows = FileChannel.open(
                writing.resolve(FolderStore.ROWS), Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        put(rows, ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public void publish(String manifest) throws IOException {
        rows.force(true);
        rows.close();
        try (FileChannel file = FileChannel.open(
                writing.resolve(FolderStore.MANIFEST), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            put(file, ByteBuffer.wrap(manifest.getBytes(StandardCharsets.UTF_8)));
            file.force(true);
        }
        Files.createDirectories(published.getParent(), FolderStore.closed(published));
        Files.move(writing, published, StandardCopyOption.ATOMIC_MOVE);
        Path changed = published; // its names, its day's and the root's
        for (int level = 0; level < 3 && changed != null; level++) {
            force(changed);
            changed = changed.getParent();
        }
    }

    /** The names in a folder are on the disk, where the file system lets a folder be opened. */
    private static void force(Path folder) throws IOException {
        FileChannel names;
        try {
            names = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException closed) { // as on Windows
            return;
        }
        try (names) {
            names.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
        if (Files.exists(writing)) {
            FolderStore.delete(writing);
        }
    }

    private static void put(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
