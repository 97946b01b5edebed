package dev.sluice.standalone.cli.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.cli.print.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The REST API of a running Sluice, call by call. Answers are JSON as sent. Thread-safe. Every
 * call throws {@link ApiException}, or InterruptedException if its thread was interrupted.
 */
public final class SluiceApi {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    /** From JDK 26 on the time-out of a request is also that of its body. */
    private static final Duration ALL_ROWS = Duration.ofDays(1);

    private final URI url;
    private final HttpClient http;
    private final Optional<String> tenant;

    private SluiceApi(URI url, HttpClient http, Optional<String> tenant) {
        this.url = url;
        this.http = http;
        this.tenant = tenant;
    }

    /** Speaks for the default tenant. */
    public static SluiceApi at(URI url) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new SluiceApi(url, http, Optional.empty());
    }

    /** The same connections, speaking for this tenant: ids of jobs are scoped to tenants. */
    public SluiceApi forTenant(String name) {
        return new SluiceApi(url, http, Optional.of(name));
    }

    /** Submits; with a wait, answers the job as it stands when it ended or the wait was over. */
    public JsonNode submit(ObjectNode request, Duration wait) throws ApiException, InterruptedException {
        String query = wait.isZero() ? "" : "?wait=" + wait.toMillis() + "ms";
        BodyPublisher body = BodyPublishers.ofString(Json.text(request));
        return call(request("/v1/jobs" + query, ANSWER.plus(wait))
                .header("Content-Type", "application/json")
                .POST(body));
    }

    public JsonNode job(String jobId) throws ApiException, InterruptedException {
        return call(request("/v1/jobs/" + encoded(jobId), ANSWER).GET());
    }

    /** Jobs by filter: state, database, limit, after. */
    public JsonNode jobs(Map<String, String> filter) throws ApiException, InterruptedException {
        return call(request("/v1/jobs" + query(filter), ANSWER).GET());
    }

    /** One page of the rows. */
    public JsonNode result(String jobId, long offset, int limit) throws ApiException, InterruptedException {
        String path = "/v1/jobs/" + encoded(jobId) + "/result?offset=" + offset + "&limit=" + limit;
        return call(request(path, ANSWER).GET());
    }

    /** The rows from this one on to the last. */
    public ArrivingRows rows(String jobId, long offset) throws ApiException, InterruptedException {
        HttpRequest request = request("/v1/jobs/" + encoded(jobId) + "/result?offset=" + offset, ALL_ROWS)
                .setHeader("Accept", "application/x-ndjson, application/problem+json")
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            if (answer.statusCode() / 100 != 2) {
                throw failure(answer.statusCode(), answer.body().readAllBytes());
            }
            return new ArrivingRows(answer.body(), offset);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Submits many; the answer has an outcome for each, in their order. */
    public JsonNode submitBatch(ArrayNode requests) throws ApiException, InterruptedException {
        BodyPublisher body = BodyPublishers.ofString(Json.text(requests));
        return call(request("/v1/jobs/batch", ANSWER)
                .header("Content-Type", "application/json")
                .POST(body));
    }

    /** What came of it, if that is known before the wait is over; the database is needed for a job that has not arrived. */
    public JsonNode cancel(String jobId, Optional<String> database, Duration wait)
            throws ApiException, InterruptedException {
        Map<String, String> query = new LinkedHashMap<>(Map.of("wait", Math.max(1, wait.toMillis()) + "ms"));
        database.ifPresent(name -> query.put("database", name));
        return call(request("/v1/jobs/" + encoded(jobId) + "/cancel" + query(query), ANSWER.plus(wait))
                .POST(BodyPublishers.noBody()));
    }

    /** Why the job is where it is. */
    public JsonNode explain(String jobId, Optional<String> database) throws ApiException, InterruptedException {
        Map<String, String> query =
                database.map(name -> Map.of("database", name)).orElse(Map.of());
        return call(request("/v1/jobs/" + encoded(jobId) + "/explain" + query(query), ANSWER)
                .GET());
    }

    /** Any other resource, such as /health. */
    public JsonNode get(String path) throws ApiException, InterruptedException {
        return call(request(path, ANSWER).GET());
    }

    /** Puts this under the path. */
    public JsonNode put(String path, ObjectNode body) throws ApiException, InterruptedException {
        return call(request(path, ANSWER)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(Json.text(body))));
    }

    /** Deletes what is under the path. */
    public void delete(String path) throws ApiException, InterruptedException {
        call(request(path, ANSWER).DELETE());
    }

    private HttpRequest.Builder request(String path, Duration answer) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(url.toString().replaceAll("/+$", "") + path))
                .header("Accept", "application/json, application/problem+json")
                .timeout(answer);
        tenant.ifPresent(name -> request.header("Sluice-Tenant", name));
        return request;
    }

    private JsonNode call(HttpRequest.Builder request) throws ApiException, InterruptedException {
        try {
            return read(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private ApiException failure(IOException failure) {
        return failure instanceof HttpTimeoutException
                ? new ApiUnreachableException(url + " did not answer in time: " + failure.getMessage())
                : ApiUnreachableException.nothingAt(url);
    }

    private ApiException failure(int status, byte[] body) {
        Optional<ApiRefusedException> refused = ApiRefusedException.of(status, body);
        return refused.isPresent() ? refused.get() : ApiUnreachableException.notSluice(url, status);
    }

    private JsonNode read(HttpResponse<byte[]> answer) throws ApiException {
        int status = answer.statusCode();
        if (status / 100 != 2) {
            throw failure(status, answer.body());
        }
        try {
            return answer.body().length == 0 ? Json.object() : Json.parse(answer.body());
        } catch (IOException e) {
            throw ApiUnreachableException.notSluice(url, status);
        }
    }

    private static String query(Map<String, String> filter) {
        return filter.isEmpty()
                ? ""
                : filter.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
