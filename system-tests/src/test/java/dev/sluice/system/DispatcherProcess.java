package dev.sluice.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.dispatcher.DispatcherMain;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A dispatcher in a process of its own that can be stopped, killed or made to hang, and started again under the same name. */
final class DispatcherProcess {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Path directory;
    private final Map<String, String> settings;
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;
    private URI observe;

    private DispatcherProcess(String name, Path directory, Map<String, String> settings) {
        this.name = name;
        this.directory = directory;
        this.settings = settings;
    }

    static DispatcherProcess start(String name, Path directory, Map<String, String> settings) throws IOException {
        DispatcherProcess dispatcher = new DispatcherProcess(name, directory, settings);
        dispatcher.startAgain();
        return dispatcher;
    }

    String name() {
        return name;
    }

    void startAgain() throws IOException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DispatcherMain.class.getName());
        settings.forEach((key, value) -> builder.command().addAll(List.of("--set", key + "=" + value)));
        builder.command().addAll(List.of("--set", "dispatcher.instance=" + name));
        builder.command().addAll(List.of("--set", "dispatcher.stateDir=" + stateDirectory()));
        builder.command().addAll(List.of("--set", "observe.port=" + port));
        // What Kafka's clients say of restoring, joining and being fenced is evidence.
        builder.environment().put("SLUICE_LOG_LEVEL_LIBRARIES", "INFO");
        process = builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(logFile().toFile()))
                .start();
        observe = URI.create("http://127.0.0.1:" + port);
    }

    /** As {@code kill -9} does it. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** As SIGTERM does it; its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /** As SIGSTOP does it: the process is there and does nothing. */
    void hang() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void wake() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill " + signal + " answered " + code);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** UP, DEGRADED, DOWN, or UNREACHABLE while nobody answers. */
    String health() throws InterruptedException {
        try {
            return JSON.readTree(get("/health")).path("state").asText();
        } catch (IOException nobodyAnswers) {
            return "UNREACHABLE";
        }
    }

    /** The sum of a counter over all series whose line contains the text. */
    double counted(String counter, String with) throws IOException, InterruptedException {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(counter) && line.contains(with))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(observe.resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }

    Path stateDirectory() {
        return directory.resolve(name);
    }

    /** The name under which Kafka Streams knows this process: part of the ids of its transactions. */
    String processId() throws IOException {
        JsonNode metadata = JSON.readTree(stateDirectory()
                .resolve("sluice-dispatcher")
                .resolve("kafka-streams-process-metadata")
                .toFile());
        return metadata.path("processId").asText();
    }

    String log() throws IOException {
        return Files.readString(logFile());
    }

    private Path logFile() {
        return directory.resolve(name + ".log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
