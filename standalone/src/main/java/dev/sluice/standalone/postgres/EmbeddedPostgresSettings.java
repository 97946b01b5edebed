package dev.sluice.standalone.postgres;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the embedded PostgreSQL listens and what it keeps.
 *
 * @param port 0 for any free one
 * @param directory the cluster, its log; made on first use, and kept
 * @param binaries where the server is unpacked to; may be shared
 * @param databases created if missing
 * @param fsync whether commits are forced to disk: survives a crash of the machine, not just of the processes, and is slower
 */
public record EmbeddedPostgresSettings(int port, Path directory, Path binaries, List<String> databases, boolean fsync) {
    public EmbeddedPostgresSettings {
        databases = List.copyOf(databases);
    }
}
