package dev.sluice.standalone.registry;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.service.Service;
import dev.sluice.standalone.port.LoopbackPort;
import dev.sluice.standalone.port.PortTakenException;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the read and register part of the Confluent schema registry API on the loopback interface, once the topic of schemas is read
 * to its end. Ids stay the same over restarts. Thread-safe.
 */
public final class RegistryServer implements Service {
    /** The setting to change when the port is taken. */
    public static final String PORT_KEY = "standalone.registry.port";

    private static final Logger log = LoggerFactory.getLogger(RegistryServer.class);

    private final RegistryServerSettings settings;
    private final Supplier<String> bootstrapServers;
    private volatile @Nullable Running running;

    /** The supplier is asked at the start, when Kafka's port is known. */
    public RegistryServer(RegistryServerSettings settings, Supplier<String> bootstrapServers) {
        this.settings = settings;
        this.bootstrapServers = bootstrapServers;
    }

    private record Running(HttpServer server, ExecutorService threads, SchemaLog schemas, RegistryRequests requests) {}

    @Override
    public String name() {
        return "registry";
    }

    @Override
    public synchronized void start() throws Exception {
        if (running != null) {
            throw new IllegalStateException("the registry is started already");
        }
        HttpServer server = bind();
        try {
            SchemaCatalog catalog = new SchemaCatalog();
            SchemaLog schemas = SchemaLog.open(bootstrapServers.get(), settings.topic(), catalog::replay);
            RegistryRequests requests = new RegistryRequests(catalog, schemas);
            ExecutorService threads = Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("registry-", 1).factory());
            server.createContext("/", new RegistryHandler(new RegistryRoutes(requests)));
            server.setExecutor(threads);
            server.start();
            running = new Running(server, threads, schemas, requests);
        } catch (Exception e) {
            server.stop(0);
            throw e;
        }
        log.atInfo().addKeyValue("url", url()).log("The schema registry serves");
    }

    private HttpServer bind() throws IOException {
        try {
            return HttpServer.create(LoopbackPort.address(settings.port()), 0);
        } catch (BindException e) {
            throw new PortTakenException(settings.port(), PORT_KEY, e);
        }
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.server().stop(0);
            running.threads().shutdownNow();
            running.schemas().close();
            running = null;
        }
    }

    @Override
    public Health check() {
        Running now = running;
        if (now == null) {
            return new Health.Down("the registry is not started");
        }
        return now.requests().broken().<Health>map(Health.Down::new).orElseGet(Health::up);
    }

    /** Where clients connect. Throws IllegalStateException before the start and after the stop. */
    public synchronized URI url() {
        if (running == null) {
            throw new IllegalStateException("the registry is not started");
        }
        return URI.create("http://" + LoopbackPort.HOST + ":"
                + running.server().getAddress().getPort());
    }
}
