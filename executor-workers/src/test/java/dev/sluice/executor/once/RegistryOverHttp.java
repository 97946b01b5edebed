package dev.sluice.executor.once;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.registry.RegistryException;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.Schema;

/** As much of a schema registry as executors in other processes ask for. */
final class RegistryOverHttp implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SchemaRegistry registry = new InMemorySchemaRegistry();
    private final HttpServer server;

    RegistryOverHttp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    SchemaRegistry registry() {
        return registry;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] answer = JSON.writeValueAsBytes(answer(exchange));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (RegistryException refused) {
            throw new IOException(refused);
        }
    }

    private Map<String, Object> answer(HttpExchange exchange) throws IOException, RegistryException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        if (path[1].equals("subjects")) {
            JsonNode body = JSON.readTree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Schema schema = new Schema.Parser().parse(body.path("schema").asText());
            return Map.of("id", registry.register(path[2], schema));
        }
        return Map.of("schema", registry.byId(Integer.parseInt(path[3])).toString());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
