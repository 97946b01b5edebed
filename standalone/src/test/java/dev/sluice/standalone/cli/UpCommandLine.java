package dev.sluice.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A platform started by {@code sluice up} in a thread of this process, on free ports. */
final class UpCommandLine {
    private final RecordedShell shell = new RecordedShell(Map.of(), "");
    private Thread thread = new Thread();

    /** Where everything answers. */
    JsonNode start(Path data, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of("up", "--json", "--data", data.toString()));
        for (String port : List.of("--port", "--kafka-port", "--registry-port", "--postgres-port")) {
            args.addAll(List.of(port, "0"));
        }
        args.addAll(List.of(more));
        thread = Thread.ofPlatform().name("sluice-up").start(() -> shell.run(args.toArray(String[]::new)));
        await().atMost(Duration.ofMinutes(2)).until(() -> shell.out().contains("\n") || !thread.isAlive());
        assertThat(thread.isAlive()).as(shell.err()).isTrue();
        return shell.lastLine();
    }

    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
