package dev.sluice.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code docker-compose.yml} and {@code deploy/} say, to be run without containers. */
final class ComposeFile {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private final JsonNode services;

    ComposeFile() throws IOException {
        services = new YAMLMapper()
                .readTree(ROOT.resolve("docker-compose.yml").toFile())
                .path("services");
    }

    /** The command of a service: main class and arguments. */
    List<String> command(String service) {
        List<String> command = new ArrayList<>();
        services.path(service).path("command").forEach(each -> command.add(each.asText()));
        if (command.isEmpty()) {
            throw new IllegalStateException("docker-compose.yml has no command for " + service);
        }
        return command;
    }

    /** Writes the settings of all services, with these addresses in place of those in the compose network. */
    static void writeSettings(Path to, Map<String, String> addresses) throws IOException {
        String settings = Files.readString(ROOT.resolve("deploy/sluice.yaml"));
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            if (!settings.contains(address.getKey())) {
                throw new IllegalStateException("deploy/sluice.yaml does not name " + address.getKey());
            }
            settings = settings.replace(address.getKey(), address.getValue());
        }
        Files.writeString(to, settings);
    }
}
