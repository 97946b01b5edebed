package dev.sluice.standalone.demo;

import dev.sluice.runtime.settings.DataSize;
import dev.sluice.standalone.cli.shell.UsageException;
import dev.sluice.standalone.data.DataDirectory;
import dev.sluice.standalone.data.DirectoryTree;
import dev.sluice.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The demo's own data directory, emptied for each run: only one that a demo has made and marked, and only if nobody works in it. What
 * people keep for themselves is never deleted.
 */
final class FreshDirectory {
    /** In the directory of a demo; its absence says that the directory is somebody's. */
    static final String MARK = "made-by-sluice-demo";

    private static final String LOCK = "sluice.lock";

    private FreshDirectory() {}

    /** Throws UsageException if the directory holds anything that no demo made, and an IOException if another process has it. */
    static void prepare(Path root) throws IOException, UsageException {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new UsageException("--data " + root + " is no directory");
        }
        if (Files.isDirectory(root)) {
            List<Path> entries = entries(root);
            boolean ours = entries.contains(root.resolve(MARK));
            if (!ours && !entries.isEmpty()) {
                throw new UsageException("the demo empties its data directory, but " + root
                        + " is not one that a demo made: choose another with --data, or delete it yourself");
            }
        }
        empty(root);
    }

    private static void empty(Path root) throws IOException {
        DataDirectory directory = new DataDirectory(root, new DataSize(0));
        directory.start();
        try {
            EmbeddedPostgres.endLeft(directory.postgres());
            for (Path entry : entries(root)) {
                if (!entry.endsWith(LOCK)) {
                    DirectoryTree.delete(entry);
                }
            }
            Files.writeString(
                    root.resolve(MARK), "The next sluice demo deletes all of this. Remove this file to keep it.\n");
        } finally {
            directory.stop();
        }
    }

    private static List<Path> entries(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.toList();
        }
    }
}
