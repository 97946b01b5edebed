package dev.sluice.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;

/** What the API answered. */
record Answer(HttpResponse<String> response) {
    private static final ObjectMapper JSON = new ObjectMapper();

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() throws IOException {
        return JSON.readTree(response.body());
    }

    String text(String field) throws IOException {
        return json().path(field).asText();
    }
}
