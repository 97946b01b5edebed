package dev.sluice.standalone.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every path of the registry. */
final class RegistryRoutes {
    private final RegistryRequests requests;

    RegistryRoutes(RegistryRequests requests) {
        this.requests = requests;
    }

    /** Path segments are decoded; query is as it came, or empty. */
    Answer answer(String method, List<String> path, String query, JsonNode body) {
        return switch (method) {
            case "GET" -> get(path, query);
            case "POST" -> post(path, body);
            case "PUT" -> put(path, body);
            default ->
                Answer.error(
                        405, 405, "HTTP 405 Method Not Allowed: this registry reads and registers, it does not delete");
        };
    }

    private Answer get(List<String> path, String query) {
        if (path.isEmpty()) {
            return Answer.ok(Map.of());
        }
        return switch (path.getFirst()) {
            case "schemas" -> getSchemas(path);
            case "subjects" -> getSubjects(path);
            case "config" ->
                switch (path.size()) {
                    case 1 -> requests.globalLevel();
                    case 2 -> requests.level(path.get(1), query.contains("defaultToGlobal=true"));
                    default -> unknown(path);
                };
            case "mode" -> Answer.ok(Map.of("mode", "READWRITE"));
            default -> unknown(path);
        };
    }

    private Answer getSchemas(List<String> path) {
        if (path.equals(List.of("schemas", "types"))) {
            return Answer.ok(List.of("AVRO"));
        }
        if (path.size() < 3 || !path.get(1).equals("ids") || !path.get(2).matches("[0-9]{1,18}")) {
            return unknown(path);
        }
        if (Long.parseLong(path.get(2)) > Integer.MAX_VALUE) {
            return Answer.noSchema(path.get(2));
        }
        int id = Integer.parseInt(path.get(2));
        return switch (String.join("/", path.subList(3, path.size()))) {
            case "" -> requests.schemaById(id);
            case "versions" -> requests.usesOfId(id);
            default -> unknown(path);
        };
    }

    private Answer getSubjects(List<String> path) {
        if (path.size() == 1) {
            return requests.subjects();
        }
        if (path.size() < 3 || !path.get(2).equals("versions")) {
            return unknown(path);
        }
        return switch (path.size()) {
            case 3 -> requests.versions(path.get(1));
            case 4 -> requests.version(path.get(1), path.get(3));
            default -> unknown(path);
        };
    }

    private Answer post(List<String> path, JsonNode body) {
        if (matches(path, "subjects", "*")) {
            return requests.lookUp(path.get(1), body);
        }
        if (matches(path, "subjects", "*", "versions")) {
            return requests.register(path.get(1), body);
        }
        if (matches(path, "compatibility", "subjects", "*", "versions")) {
            return requests.compatibility(path.get(2), body);
        }
        if (matches(path, "compatibility", "subjects", "*", "versions", "*")) {
            return requests.compatibility(path.get(2), path.get(4), body);
        }
        return unknown(path);
    }

    private Answer put(List<String> path, JsonNode body) {
        if (matches(path, "config")) {
            return requests.setLevel(Optional.empty(), body);
        }
        return matches(path, "config", "*") ? requests.setLevel(Optional.of(path.get(1)), body) : unknown(path);
    }

    private static boolean matches(List<String> path, String... pattern) {
        if (path.size() != pattern.length) {
            return false;
        }
        for (int at = 0; at < pattern.length; at++) {
            if (!pattern[at].equals("*") && !pattern[at].equals(path.get(at))) {
                return false;
            }
        }
        return true;
    }

    private static Answer unknown(List<String> path) {
        return Answer.error(404, 404, "HTTP 404 Not Found: /" + String.join("/", path));
    }
}
