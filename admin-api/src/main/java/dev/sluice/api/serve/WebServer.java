package dev.sluice.api.serve;

import dev.sluice.api.problem.ProblemAnswers;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinBindException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The HTTP server: bounded in threads, bodies and patience. Not thread-safe; started and stopped by one thread. */
public final class WebServer {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration BEYOND_WAIT = Duration.ofSeconds(30);
    private static final int LEAST_THREADS = 4;

    private final WebSettings settings;
    private final Duration longestWait;
    private final MeterRegistry meters;
    private final Consumer<RoutesConfig> routes;
    private @Nullable Javalin server;

    public WebServer(WebSettings settings, Duration longestWait, MeterRegistry meters, Consumer<RoutesConfig> routes) {
        this.settings = settings;
        this.longestWait = longestWait;
        this.meters = meters;
        this.routes = routes;
    }

    /** Listens. Throws with the port and what to do if the port cannot be had. */
    public void start() throws IOException {
        Javalin created = Javalin.create(this::configure);
        try {
            server = created.start(settings.host(), settings.port());
        } catch (JavalinBindException e) {
            throw new IOException(
                    "cannot listen on " + settings.host() + ":" + settings.port()
                            + ": the port is in use or not allowed; set api.port to another, or to 0 for any",
                    e);
        }
    }

    public void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    /** The port listened on. */
    public int port() {
        if (server == null) {
            throw new IllegalStateException("the server is not started");
        }
        return server.port();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.prefer405over404 = true;
        config.http.generateEtags = false;
        config.http.asyncTimeout = longestWait.plus(BEYOND_WAIT).toMillis();
        QueuedThreadPool threads = new QueuedThreadPool(settings.threads(), LEAST_THREADS);
        threads.setName("api-http");
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(WebServer::limit);
        config.requestLogger.http(this::measure);
        ProblemAnswers.register(config.routes);
        config.routes.before(CallGate::check);
        config.routes.before(SecurityHeaders::add);
        routes.accept(config.routes);
    }

    private static void limit(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setIdleTimeout(IDLE.toMillis());
    }

    // Paths and methods that nobody answers are one route, so that no caller can make up tags.
    private void measure(Context context, float millis) {
        Endpoint endpoint = context.endpoints().lastHttpEndpoint();
        meters.timer(
                        "sluice_api_calls",
                        "route",
                        endpoint == null ? "none" : endpoint.path,
                        "method",
                        endpoint == null ? "any" : endpoint.method.name(),
                        "status",
                        Integer.toString(context.statusCode()))
                .record((long) (millis * 1_000), TimeUnit.MICROSECONDS);
    }
}
