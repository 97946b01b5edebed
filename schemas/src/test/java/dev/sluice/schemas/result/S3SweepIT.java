package dev.sluice.schemas.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sweep of a store that refuses some of it, as real servers do not on demand. */
class S3SweepIT {
    private static final String MINE = UUID.randomUUID().toString();
    private static final String NO_SUCH_UPLOAD = "<Error><Code>NoSuchUpload</Code><Message>gone</Message></Error>";
    private static final String DENIED = "<Error><Code>AccessDenied</Code><Message>no</Message></Error>";

    /** What was asked to go and went. */
    private final List<String> gone = Collections.synchronizedList(new ArrayList<>());

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aSweepGoesOnBehindWhatTheStoreRefusesAndTellsOfIt() throws IOException {
        String location =
                "s3://bucket?endpoint=http://127.0.0.1:" + server.getAddress().getPort();
        ResultAccess access = new ResultAccess(ResultLocation.parse(location), "user", "password");

        try (ResultStore store = ResultStores.open(access)) {
            assertThatThrownBy(() -> store.sweep(LocalDate.of(2026, 11, 28), Instant.now()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("3 could not be deleted");
        }

        assertThat(gone).containsExactly("2026-11-03/" + MINE + "/manifest.json", "upload third");
    }

    /** Three days of one result each: the first cannot be deleted, the second is kept, the third goes. Of the uploads also. */
    private void answer(HttpExchange exchange) throws IOException {
        String query =
                URLDecoder.decode(String.valueOf(exchange.getRequestURI().getRawQuery()), StandardCharsets.UTF_8);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (exchange.getRequestMethod()) {
            case "POST" -> delete(exchange, body);
            case "DELETE" -> abort(exchange, query);
            default -> reply(exchange, 200, query.contains("uploads") ? uploads() : list(query));
        }
    }

    private void delete(HttpExchange exchange, String body) throws IOException {
        String key = body.substring(body.indexOf("<Key>") + 5, body.indexOf("</Key>"));
        if (key.startsWith("2026-11-01")) {
            reply(exchange, 403, DENIED);
        } else if (key.startsWith("2026-11-02")) {
            reply(
                    exchange,
                    200,
                    "<DeleteResult>" + DENIED.replace("<Error>", "<Error><Key>" + key + "</Key>") + "</DeleteResult>");
        } else {
            gone.add(key);
            reply(exchange, 200, "<DeleteResult/>");
        }
    }

    private void abort(HttpExchange exchange, String query) throws IOException {
        if (query.contains("first")) {
            reply(exchange, 404, NO_SUCH_UPLOAD);
        } else if (query.contains("second")) {
            reply(exchange, 403, DENIED);
        } else {
            gone.add("upload third");
            reply(exchange, 204, "");
        }
    }

    private static String list(String query) {
        StringBuilder found = new StringBuilder("<ListBucketResult>");
        for (int day = 1; day <= 3; day++) {
            String folder = "2026-11-0" + day + "/";
            if (query.contains("delimiter")) {
                found.append("<CommonPrefixes><Prefix>" + folder + "</Prefix></CommonPrefixes>");
            } else if (query.contains(folder)) {
                found.append("<Contents><Key>" + folder + MINE + "/manifest.json</Key></Contents>");
            }
        }
        return found + "</ListBucketResult>";
    }

    private static String uploads() {
        StringBuilder found = new StringBuilder("<ListMultipartUploadsResult>");
        for (String id : List.of("first", "second", "third")) {
            found.append("<Upload><Key>2026-11-27/" + MINE + "/rows.json</Key><UploadId>" + id
                    + "</UploadId><Initiated>2026-11-01T00:00:00Z</Initiated></Upload>");
        }
        return found + "</ListMultipartUploadsResult>";
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
