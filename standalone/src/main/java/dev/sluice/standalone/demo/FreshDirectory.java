package dev.sluice.standalone.demo;

import dev.sluice.runtime.settings.DataSize;
import dev.sluice.standalone.data.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Empties the demo's own data directory: only if nobody works in it, and only of what a platform keeps there. */
final class FreshDirectory {
    private static final Set<String> KEPT_BY_A_PLATFORM =
            Set.of("kafka", "postgresql", "sqlite", "streams", "platform.key", "sluice.lock");

    private FreshDirectory() {}

    /** Throws if another process has the directory, or if something else is in it. */
    static void empty(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        DataDirectory directory = new DataDirectory(root, new DataSize(0));
        directory.start();
        try {
            for (Path entry : entries(root)) {
                if (!KEPT_BY_A_PLATFORM.contains(entry.getFileName().toString())) {
                    throw new IOException("the demo empties its data directory, but " + entry
                            + " is nothing of its own: choose another with --data");
                }
            }
            for (Path entry : entries(root)) {
                if (!entry.endsWith("sluice.lock")) {
                    delete(entry);
                }
            }
        } finally {
            directory.stop();
        }
    }

    private static List<Path> entries(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.toList();
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
