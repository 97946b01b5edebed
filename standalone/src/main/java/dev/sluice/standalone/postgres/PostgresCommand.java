package dev.sluice.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs. They refuse to run as root; under root they run in a user namespace of their own, where they are nobody,
 * and the files they make still belong to root.
 */
final class PostgresCommand {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path home;
    private final List<String> prefix;

    private PostgresCommand(Path home, List<String> prefix) {
        this.home = home;
        this.prefix = prefix;
    }

    static PostgresCommand in(Path home) throws IOException {
        if (!isRoot()) {
            return new PostgresCommand(home, List.of());
        }
        List<String> prefix = List.of("unshare", "--user");
        try {
            new PostgresCommand(home, prefix).run("postgres", "--version");
        } catch (IOException e) {
            throw new PostgresException(
                    "PostgreSQL does not run as root, and a user namespace to run it in cannot be had (unshare --user): run as"
                            + " another user",
                    e);
        }
        return new PostgresCommand(home, prefix);
    }

    private static boolean isRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
    }

    /** Runs a program to its end. Throws with what it printed if it fails. */
    void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        // To a file, not a pipe: the server that pg_ctl leaves behind would hold a pipe open.
        Path output = Files.createTempFile("sluice-" + program, ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("LC_ALL", "C");
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            Process process = builder.start();
            await(process, program);
            if (process.exitValue() != 0) {
                throw new PostgresException(
                        program + " failed with exit code " + process.exitValue() + ": "
                                + Files.readString(output).strip(),
                        null);
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static void await(Process process, String program) throws PostgresException {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                end(process);
                throw new PostgresException(program + " did not end within " + PATIENCE.toSeconds() + " s", null);
            }
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw new PostgresException("interrupted while " + program + " ran", e);
        }
    }

    /** Its children too: a server that pg_ctl has begun would go on alone, and may not have said in its directory yet that it is there. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroyForcibly();
    }
}
