package dev.sluice.system;

import dev.sluice.dispatcher.DispatcherMain;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A dispatcher in a process of its own that can be killed and started again under the same name. */
final class DispatcherProcess {
    private final String name;
    private final Path directory;
    private final Map<String, String> settings;
    private Process process;

    private DispatcherProcess(String name, Path directory, Map<String, String> settings, Process process) {
        this.name = name;
        this.directory = directory;
        this.settings = settings;
        this.process = process;
    }

    static DispatcherProcess start(String name, Path directory, Map<String, String> settings) throws IOException {
        return new DispatcherProcess(name, directory, settings, run(name, directory, settings));
    }

    private static Process run(String name, Path directory, Map<String, String> settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DispatcherMain.class.getName());
        settings.forEach((key, value) -> builder.command().addAll(List.of("--set", key + "=" + value)));
        builder.command().addAll(List.of("--set", "dispatcher.instance=" + name));
        builder.command().addAll(List.of("--set", "dispatcher.stateDir=" + directory.resolve(name)));
        builder.command().addAll(List.of("--set", "observe.port=0"));
        return builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        Redirect.appendTo(directory.resolve(name + ".log").toFile()))
                .start();
    }

    /** As {@code kill -9} does it. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    void startAgain() throws IOException {
        process = run(name, directory, settings);
    }

    boolean alive() {
        return process.isAlive();
    }

    String log() throws IOException {
        return Files.readString(directory.resolve(name + ".log"));
    }
}
