package dev.sluice.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an earlier process left of its server: a server still running, because only the Java process was killed, or a file that names a
 * process which is none any more. Whoever asks holds the data directory, so no living Sluice uses that server.
 */
final class LeftServer {
    private static final Logger log = LoggerFactory.getLogger(LeftServer.class);
    private static final int PATIENCE_SECONDS = 20;

    private final Path cluster;
    private final PostgresCommand command;

    LeftServer(Path cluster, PostgresCommand command) {
        this.cluster = cluster;
        this.command = command;
    }

    /** Leaves the cluster without a server, so that a new one can start on it. */
    void clear() throws IOException {
        Optional<ProcessHandle> named = process(cluster);
        if (named.isEmpty()) {
            return; // The server itself knows what to do with the file of a dead process.
        }
        if (serves(named.get(), cluster)) {
            log.atWarn()
                    .addKeyValue("pid", named.get().pid())
                    .log("The PostgreSQL server of a killed process still runs; it is stopped and started anew");
            command.run("pg_ctl", "stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "30");
        } else {
            // The pid went to another process since, and the server would take that one for its former self.
            Files.delete(cluster.resolve("postmaster.pid"));
        }
    }

    /** The living process that the cluster's pid file names. */
    static Optional<ProcessHandle> process(Path cluster) throws IOException {
        Path file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,10}")
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(ProcessHandle::isAlive);
    }

    /** Ends it, before its cluster is deleted; a server that has lost its files would stay for a minute, and keep its port. */
    static void end(Path cluster) throws IOException {
        Optional<ProcessHandle> named = process(cluster);
        if (named.isPresent() && serves(named.get(), cluster)) {
            named.get().destroy(); // a smart shutdown, at once because the only client is dead
            named.get()
                    .onExit()
                    .completeOnTimeout(named.get(), PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    private static boolean serves(ProcessHandle process, Path cluster) throws IOException {
        if (!process.info().command().map(path -> path.endsWith("postgres")).orElse(false)) {
            return false;
        }
        Path directory = Path.of("/proc", String.valueOf(process.pid()), "cwd");
        return !Files.exists(directory) || directory.toRealPath().equals(cluster.toRealPath());
    }
}
