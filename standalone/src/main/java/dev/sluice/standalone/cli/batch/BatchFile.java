package dev.sluice.standalone.cli.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.shell.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Requests in a file: one JSON list, or one JSON object a line. A file that cannot be read whole is refused before anything is submitted. */
public final class BatchFile {
    private BatchFile() {}

    /** The requests in order; "-" reads standard input. */
    public static List<JsonNode> read(Path file, InputStream standardInput) throws UsageException {
        try {
            boolean piped = file.toString().equals("-");
            byte[] bytes = piped ? standardInput.readAllBytes() : Files.readAllBytes(file);
            List<JsonNode> requests = parse(new String(bytes, StandardCharsets.UTF_8));
            if (requests.isEmpty()) {
                throw new UsageException("there is no request in " + file);
            }
            return requests;
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read: " + e);
        }
    }

    static List<JsonNode> parse(String text) throws UsageException {
        return text.stripLeading().startsWith("[")
                ? list(text)
                : lines(text.lines().toList());
    }

    private static List<JsonNode> list(String text) throws UsageException {
        try {
            List<JsonNode> requests = new ArrayList<>();
            if (Json.parse(text.getBytes(StandardCharsets.UTF_8)) instanceof ArrayNode list) {
                list.forEach(requests::add);
            }
            return requests;
        } catch (IOException e) {
            throw new UsageException("the file is no JSON list: " + reason(e) + "; nothing was submitted");
        }
    }

    private static List<JsonNode> lines(List<String> lines) throws UsageException {
        List<JsonNode> requests = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).isBlank()) {
                continue;
            }
            try {
                requests.add(Json.parse(lines.get(line).getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UsageException(
                        "line " + (line + 1) + " is no JSON: " + reason(e) + "; nothing was submitted");
            }
        }
        return requests;
    }

    private static String reason(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
