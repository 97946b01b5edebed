package dev.sluice.executor.once;

import static org.awaitility.Awaitility.await;

import dev.sluice.executor.Suspension;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** An executor in a process of its own that can be stopped, killed or made to hang, and started again under the same name. */
final class ExecutorProcess {
    private final String name;
    private final Path directory;
    private final Map<String, String> settings;
    private final List<String> properties;
    private Process process;

    /** Started. */
    ExecutorProcess(String name, Path directory, Map<String, String> settings, List<String> properties)
            throws IOException {
        this.name = name;
        this.directory = directory;
        this.settings = settings;
        this.properties = properties;
        this.process = launch();
    }

    String name() {
        return name;
    }

    void startAgain() throws IOException {
        process = launch();
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-D" + Boundary.FOLDER + "=" + directory,
                "-cp",
                System.getProperty("java.class.path")));
        properties.forEach(property -> command.add("-D" + property));
        command.add(MortalExecutor.class.getName());
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        command.addAll(List.of("--set", "executor.instance=" + name, "--set", "observe.port=0"));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(logFile().toFile()))
                .start();
    }

    /** Waits for it to die of itself; its exit code. */
    int awaitEnd() throws InterruptedException {
        return process.waitFor(ExecutorFleet.PATIENCE.toSeconds(), TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    /** Waits until it has died of itself, or until something else has come about: which of the two. */
    boolean endsBefore(BooleanSupplier other) {
        await().atMost(ExecutorFleet.PATIENCE).until(() -> !process.isAlive() || other.getAsBoolean());
        return !process.isAlive();
    }

    /** As {@code kill -9} does it. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As SIGTERM does it; its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return awaitEnd();
    }

    /** As SIGSTOP does it: the process is there and does nothing. */
    void hang() throws IOException, InterruptedException {
        new Suspension(process).begin();
    }

    void wake() throws IOException, InterruptedException {
        new Suspension(process).end();
    }

    boolean alive() {
        return process.isAlive();
    }

    String log() throws IOException {
        return Files.readString(logFile());
    }

    private Path logFile() {
        return directory.resolve(name + ".log");
    }
}
