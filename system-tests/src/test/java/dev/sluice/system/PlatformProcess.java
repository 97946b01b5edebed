package dev.sluice.system;

import dev.sluice.standalone.StandaloneMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code sluice up} in a process of its own, on free ports, with its log beside its data. */
final class PlatformProcess implements AutoCloseable {
    private final Process process;
    private final Addresses addresses;

    private PlatformProcess(Process process, Addresses addresses) {
        this.process = process;
        this.addresses = addresses;
    }

    /** Starts on this directory and returns once everything is up. */
    static PlatformProcess start(Path directory) throws IOException {
        Process process = new ProcessBuilder(command(directory))
                .redirectError(Redirect.appendTo(directory.resolve("up.log").toFile()))
                .start();
        try {
            BufferedReader out = process.inputReader();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("{\"error\"")) {
                    throw new IOException(line);
                }
                if (line.startsWith("{")) {
                    return new PlatformProcess(process, Addresses.parse(line));
                }
            }
            throw new IOException("did not come up; see " + directory.resolve("up.log"));
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static List<String> command(Path directory) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-cp",
                System.getProperty("java.class.path"),
                StandaloneMain.class.getName(),
                "up",
                "--json",
                "--data",
                directory.resolve("data").toString(),
                "--set",
                // Whoever may wait as long as he likes makes a job that is still there to be cancelled or lost.
                "dispatcher.policy.allowedFunctions=pg_sleep"));
        for (String port : List.of("--port", "--kafka-port", "--registry-port", "--postgres-port")) {
            command.addAll(List.of(port, "0"));
        }
        return command;
    }

    Addresses addresses() {
        return addresses;
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            stop();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
