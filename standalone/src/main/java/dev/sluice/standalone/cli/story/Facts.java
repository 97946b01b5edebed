package dev.sluice.standalone.cli.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Names and values below each other; what is not known is left out. Not thread-safe. */
final class Facts {
    private final List<String> lines = new ArrayList<>();

    Facts add(String name, String value) {
        if (!value.isBlank()) {
            lines.add(String.format(Locale.ROOT, "  %-10s  %s", name, value));
        }
        return this;
    }

    Facts add(String name, JsonNode names) {
        return add(
                name,
                StreamSupport.stream(names.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", ")));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
