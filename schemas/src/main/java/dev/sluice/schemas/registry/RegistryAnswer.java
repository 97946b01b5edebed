package dev.sluice.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;

/** What the registry said: a status below 500 and JSON. */
record RegistryAnswer(int status, JsonNode body) {
    boolean ok() {
        return status >= 200 && status < 300;
    }

    boolean notFound() {
        return status == 404;
    }

    /** The reason of a refusal in the registry's words. */
    String reason() {
        String message = body.path("message").asText("no reason given");
        return message + " (" + status + "/" + body.path("error_code").asInt(status) + ")";
    }
}
