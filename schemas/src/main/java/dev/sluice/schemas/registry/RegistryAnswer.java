package dev.sluice.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;

/** What the registry said: a status below 500 and JSON. */
record RegistryAnswer(int status, JsonNode body) {
    // A 404 without one of these is from something that is no registry, or from a wrong path.
    private static final int SUBJECT_NOT_FOUND = 40401;
    private static final int VERSION_NOT_FOUND = 40402;
    private static final int SCHEMA_NOT_FOUND = 40403;

    boolean ok() {
        return status >= 200 && status < 300;
    }

    boolean unknownSchema() {
        return status == 404 && code() == SCHEMA_NOT_FOUND;
    }

    boolean unknownSubject() {
        return status == 404 && (code() == SUBJECT_NOT_FOUND || code() == VERSION_NOT_FOUND);
    }

    /** The reason of a refusal in the registry's words. */
    String reason() {
        String message = body.path("message").asText("no reason given");
        String hint = status == 404 ? "; check that registry.url is the base of a Confluent-compatible API" : "";
        return message + " (" + status + "/" + code() + ")" + hint;
    }

    private int code() {
        return body.path("error_code").asInt(status);
    }
}
