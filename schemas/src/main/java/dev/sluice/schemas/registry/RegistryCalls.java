package dev.sluice.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Makes one call to the registry and tells apart: an answer, a refusal, no answer. Thread-safe. */
final class RegistryCalls {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistrySettings settings;
    private final String base;
    private final HttpClient http;

    RegistryCalls(RegistrySettings settings) {
        this.settings = settings;
        this.base = settings.url().toString().replaceAll("/+$", "");
        this.http = HttpClient.newBuilder()
                .connectTimeout(settings.connectTimeout())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    RegistryAnswer get(String path) throws RegistryException {
        return send(request(path).GET());
    }

    RegistryAnswer post(String path, Map<String, String> fields) throws RegistryException {
        String body = JSON.valueToTree(fields).toString();
        return send(request(path).header("Content-Type", MEDIA_TYPE).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).header("Accept", MEDIA_TYPE + ", application/json");
        settings.credentials().authorization().ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private RegistryAnswer send(HttpRequest.Builder request) throws RegistryException {
        HttpResponse<String> response = await(request.build());
        int status = response.statusCode();
        if (status >= 500 || status == 429) {
            throw unavailable("answered " + status + "; see its log", null);
        }
        if (status == 401 || status == 403) {
            throw new RegistryException(
                    "The schema registry at " + base + " answered " + status + "; check registry.authorization", null);
        }
        return new RegistryAnswer(status, json(response.body(), status));
    }

    private HttpResponse<String> await(HttpRequest request) throws RegistryUnavailableException {
        // The one time-out of a call. A request's own ends with the headers, and a body that stalls would hold the
        // caller for ever; set to the same time, now the one would be reported and now the other.
        CompletableFuture<HttpResponse<String>> call = http.sendAsync(request, BodyHandlers.ofString());
        try {
            return call.get(settings.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw unavailable("does not answer (" + e.getCause() + "); check registry.url and that it runs", e);
        } catch (TimeoutException e) {
            call.cancel(true);
            throw unavailable(
                    "did not answer within " + settings.requestTimeout().toMillis() + " ms", e);
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable("was not asked: interrupted", e);
        }
    }

    private JsonNode json(String body, int status) throws RegistryException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new RegistryException(
                    "What answers at " + base + " is no schema registry (status " + status + ", not JSON);"
                            + " registry.url must be the base of a Confluent-compatible API",
                    e);
        }
    }

    private RegistryUnavailableException unavailable(String what, @Nullable Throwable cause) {
        return new RegistryUnavailableException("The schema registry at " + base + " " + what, cause);
    }
}
