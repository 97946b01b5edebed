package dev.sluice.standalone.registry;

import java.util.Map;

/** A status and a body that becomes JSON. */
record Answer(int status, Object body) {
    static Answer ok(Object body) {
        return new Answer(200, body);
    }

    static Answer error(int status, int code, String message) {
        return new Answer(status, Map.of("error_code", code, "message", message));
    }

    static Answer noSubject(String subject) {
        return error(404, 40401, "Subject '" + subject + "' not found.");
    }

    static Answer noVersion(String version) {
        return error(404, 40402, "Version " + version + " not found.");
    }

    static Answer noSchema(String what) {
        return error(404, 40403, "Schema " + what + " not found");
    }

    static Answer invalidSchema(String why) {
        return error(422, 42201, "Invalid schema: " + why);
    }
}
