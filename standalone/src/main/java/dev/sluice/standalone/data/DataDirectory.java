package dev.sluice.standalone.data;

import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.service.Service;
import dev.sluice.runtime.settings.DataSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Everything a standalone process keeps, and the exclusive right to it from start to stop. A second process on the same directory is
 * refused at once with the owner's pid. Thread-safe.
 */
public final class DataDirectory implements Service {
    /** The setting that names the directory. */
    public static final String ROOT_KEY = "standalone.data";

    /** The setting with the least space to start with. */
    public static final String FREE_SPACE_KEY = "standalone.minFreeSpace";

    private final Path root;
    private final DataSize minFreeSpace;
    private @Nullable DirectoryLock lock;

    public DataDirectory(Path root, DataSize minFreeSpace) {
        this.root = root.toAbsolutePath().normalize();
        this.minFreeSpace = minFreeSpace;
    }

    public Path root() {
        return root;
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    public Path postgres() {
        return root.resolve("postgresql");
    }

    /** Where the SQLite files of databases are. */
    public Path sqlite() {
        return root.resolve("sqlite");
    }

    /** The state that Kafka Streams can rebuild. */
    public Path streams() {
        return root.resolve("streams");
    }

    /** Results too large for the reply topic, unless the user names another place for them. */
    public Path results() {
        return root.resolve("results");
    }

    /** The platform key in base64, made on the first call. Call it after the start. */
    public String platformKey() throws IOException {
        return new PlatformKey(root.resolve("platform.key")).readOrMake();
    }

    @Override
    public String name() {
        return "data";
    }

    @Override
    public synchronized void start() throws IOException {
        if (lock != null) {
            throw new IllegalStateException("the data directory is taken already");
        }
        Files.createDirectories(root.getParent());
        if (!Files.isDirectory(root)) {
            Files.createDirectory(root, PlatformKey.ownerOnly(root, "rwx------"));
        }
        if (!Files.isWritable(root)) {
            throw new IOException("the data directory " + root + " cannot be written to: fix its permissions, or set "
                    + ROOT_KEY + " to another directory");
        }
        lock = DirectoryLock.take(root);
        if (spaceIsShort()) {
            stop();
            throw new IOException(shortage() + ": free some, set " + ROOT_KEY
                    + " to a directory on another disk, or lower " + FREE_SPACE_KEY);
        }
        Files.createDirectories(sqlite());
    }

    @Override
    public synchronized void stop() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the data directory " + root + " was not given back", e);
            } finally {
                lock = null;
            }
        }
    }

    @Override
    public synchronized Health check() {
        if (lock == null) {
            return new Health.Down("the data directory is not taken");
        }
        try {
            return spaceIsShort() ? new Health.Degraded(shortage()) : Health.up();
        } catch (IOException e) {
            return new Health.Down("the data directory " + root + " cannot be looked at: " + e.getMessage());
        }
    }

    private boolean spaceIsShort() throws IOException {
        return Files.getFileStore(root).getUsableSpace() < minFreeSpace.bytes();
    }

    private String shortage() {
        return "less than " + minFreeSpace.bytes() / (1024 * 1024) + " MiB are free for the data directory " + root;
    }
}
