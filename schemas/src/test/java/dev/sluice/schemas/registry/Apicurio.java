package dev.sluice.schemas.registry;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Apicurio Registry in a process of its own, with its memory as store, on a port of its own choice. */
final class Apicurio {
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[0-9.]+:\\d+)");
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final Process process;
    private final Path log;

    private Apicurio(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it with the JDK of this test and waits until it answers. */
    static Apicurio start(Path folder) throws IOException {
        Path jar = Path.of("target", "apicurio", "quarkus-run.jar").toAbsolutePath();
        Path log = folder.resolve("apicurio.log");
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=0",
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=0",
                        "-jar",
                        jar.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Apicurio apicurio = new Apicurio(process, log);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await().atMost(START_LIMIT).until(apicurio::answers);
        return apicurio;
    }

    URI url() {
        try {
            Matcher listening = LISTENING.matcher(Files.readString(log));
            if (!listening.find()) {
                throw new IllegalStateException("Apicurio does not listen yet");
            }
            return URI.create(listening.group(1) + "/apis/ccompat/v7");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("Apicurio ended: " + Files.readString(log));
        }
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url() + "/subjects")).build();
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException | IllegalStateException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
