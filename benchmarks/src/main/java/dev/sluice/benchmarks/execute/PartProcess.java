package dev.sluice.benchmarks.execute;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.benchmarks.execute.job.BenchDatabase;
import dev.sluice.standalone.StandaloneMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures each part in a process of its own, started like this one: what the JIT compiler made of code for one contender does not suit
 * the next, and whoever came later would pay for it.
 */
final class PartProcess implements ExecuteBenchmark.Parts {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> arguments;
    private final Consumer<String> progress;

    /** The arguments have a process measure one part, once {@code --part}, {@code --folder} and {@code --database} are added. */
    PartProcess(List<String> arguments, Consumer<String> progress) {
        this.arguments = arguments;
        this.progress = progress;
    }

    @Override
    public Measured measure(String part, Path folder, BenchDatabase database) throws Exception {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StandaloneMain.class.getName()));
        command.addAll(arguments);
        command.addAll(List.of("--part", part, "--folder", folder.toString()));
        command.addAll(List.of("--database", database.url(), "--user", database.user()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(progress);
            if (process.waitFor() != 0) {
                throw new IOException("the process that measured " + part + " ended with " + process.exitValue());
            }
        } finally {
            process.destroy();
        }
        return JSON.readValue(result(folder).toFile(), Measured.class);
    }

    /** Leaves what a part measured for whoever started its process. */
    static void leave(Measured measured, Path folder) throws IOException {
        JSON.writeValue(result(folder).toFile(), measured);
    }

    private static Path result(Path folder) {
        return folder.resolve("measured.json");
    }
}
