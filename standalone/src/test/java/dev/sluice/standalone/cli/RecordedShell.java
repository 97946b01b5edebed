package dev.sluice.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Screen;
import dev.sluice.standalone.cli.shell.Shell;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** One command line in this process, and what it printed. */
final class RecordedShell {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment;
    private final String input;

    RecordedShell(Map<String, String> environment, String input) {
        this.environment = environment;
        this.input = input;
    }

    int run(String... args) {
        Shell shell = new Shell(
                Screen.plain(new PrintWriter(out)),
                Screen.plain(new PrintWriter(err)),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                environment,
                InstantSource.system());
        return SluiceCommand.commandLine(shell).execute(args);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    JsonNode lastLine() throws IOException {
        List<String> lines = out().lines().toList();
        return Json.parse(lines.getLast().getBytes(StandardCharsets.UTF_8));
    }
}
