package dev.sluice.runtime.observe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.service.Service;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /health} (200 or 503, JSON with why) and {@code /metrics} (Prometheus text) for processes without the REST API.
 * Health is 503 if any service is down; a degraded one still answers 200. Thread-safe.
 */
public final class ObserveServer implements Service {
    private static final String JSON = "application/json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final int wantedPort;
    private final PrometheusMeterRegistry metrics;
    private final Supplier<Map<String, Health>> health;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService threads;

    /** Port 0 picks a free one, see {@link #port()}. */
    public ObserveServer(int port, PrometheusMeterRegistry metrics, Supplier<Map<String, Health>> health) {
        this.wantedPort = port;
        this.metrics = metrics;
        this.health = health;
    }

    /** The port in use; throws IllegalStateException while not started. */
    public synchronized int port() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server.getAddress().getPort();
    }

    @Override
    public String name() {
        return "observe";
    }

    @Override
    public synchronized void start() throws IOException {
        HttpServer started = bind();
        // One for each request: a fixed number would be used up by as many that are never sent to their end.
        threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("observe-", 1).factory());
        started.setExecutor(threads);
        started.createContext("/", this::answer);
        started.start();
        server = started;
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
    }

    @Override
    public Health check() {
        return Health.up();
    }

    private HttpServer bind() throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(wantedPort), 0);
        } catch (BindException e) {
            BindException clear = new BindException("port " + wantedPort
                    + " for health and metrics cannot be used (" + e.getMessage()
                    + "): set observe.port to a free one, or to 0 for any");
            clear.initCause(e);
            throw clear;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, JSON, "{\"error\":\"only GET and HEAD are answered here\"}");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/health" -> sendHealth(exchange);
                case "/metrics" -> send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
                default -> send(exchange, 404, JSON, "{\"error\":\"there are /health and /metrics\"}");
            }
        }
    }

    private void sendHealth(HttpExchange exchange) throws IOException {
        Map<String, Health> states = health.get();
        boolean down = states.values().stream().anyMatch(Health.Down.class::isInstance);
        boolean degraded = states.values().stream().anyMatch(Health.Degraded.class::isInstance);
        ObjectNode body = MAPPER.createObjectNode().put("state", down ? "DOWN" : degraded ? "DEGRADED" : "UP");
        ObjectNode services = body.putObject("services");
        states.forEach((service, state) -> describe(state, services.putObject(service)));
        send(exchange, down ? 503 : 200, JSON, MAPPER.writeValueAsString(body));
    }

    private static void describe(Health health, ObjectNode node) {
        switch (health) {
            case Health.Up up -> node.put("state", "UP");
            case Health.Degraded degraded -> node.put("state", "DEGRADED").put("why", degraded.why());
            case Health.Down down -> node.put("state", "DOWN").put("why", down.why());
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        boolean withBody = !exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, withBody ? body.length : -1);
        if (withBody) {
            exchange.getResponseBody().write(body);
        }
    }
}
