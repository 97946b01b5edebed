package dev.sluice.api;

import dev.sluice.api.catalog.Catalogues;
import dev.sluice.api.follow.CommandAnswers;
import dev.sluice.api.follow.Databases;
import dev.sluice.api.follow.EndOffsets;
import dev.sluice.api.follow.JobTail;
import dev.sluice.api.follow.RecentJobs;
import dev.sluice.api.follow.TailRecords;
import dev.sluice.api.follow.TailStart;
import dev.sluice.api.follow.Tally;
import dev.sluice.api.history.History;
import dev.sluice.api.result.StoredRows;
import dev.sluice.api.serve.WebServer;
import dev.sluice.api.submit.RequestPublisher;
import dev.sluice.api.submit.SubmitRules;
import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.service.Service;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.trace.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The REST API and the console: all wiring. Start and stop belong to one thread; {@link #port()} and {@link #check()} to any. */
public final class AdminApi implements Service {
    private static final Logger log = LoggerFactory.getLogger(AdminApi.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final AdminApiSettings settings;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Supplier<Map<String, Health>> process;
    private final Messages messages;
    private final RecentJobs recent;
    private final CommandAnswers answers = new CommandAnswers();
    private final Databases databases = new Databases();
    private final JobTail tail;
    private final History history;
    private final StoredRows stored;
    private volatile @Nullable KafkaProducer<String, byte[]> producer;
    private volatile @Nullable KafkaClientMetrics measured;
    private volatile @Nullable EndOffsets ends;
    private volatile @Nullable WebServer web;

    /**
     * Does no I/O.
     *
     * @param meters served at /metrics if it is a Prometheus registry
     * @param process health of all services of this process, served at /health; this one is added if it is not among them
     */
    public AdminApi(
            AdminApiSettings settings,
            SchemaRegistry registry,
            MeterRegistry meters,
            InstantSource clock,
            Supplier<Map<String, Health>> process) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        this.process = process;
        this.messages = new Messages(registry);
        this.recent = new RecentJobs(settings.follow().memory().bytes(), new Tally(clock));
        TailStart start = new TailStart(settings.topics(), settings.follow().lookback(), clock);
        TailRecords records = new TailRecords(settings.topics(), messages, recent, answers, databases, meters);
        this.tail = new JobTail(() -> Clients.consumer(settings.kafka()), start, records, meters);
        this.history = new History(settings.history());
        this.stored = new StoredRows(settings.results());
    }

    @Override
    public String name() {
        return "admin-api";
    }

    @Override
    public void start() throws IOException {
        history.start();
        stored.start();
        EndOffsets asking = new EndOffsets(Clients.admin(settings.kafka()));
        ends = asking;
        tail.start();
        int maxBody = Math.toIntExact(settings.web().maxBody().bytes());
        Routes routes = new Routes(
                new SubmitRules(settings.topics(), settings.gateway().binding(), maxBody, clock),
                settings.patience(),
                new Known(recent, answers, databases, tail, asking, history, stored),
                Catalogues.of(settings.kafka(), settings.topics(), messages),
                publisher(),
                meters,
                this::health);
        WebServer server = new WebServer(settings.web(), settings.patience().waiting(), meters, routes::register);
        web = server;
        server.start();
        log.atWarn()
                .addKeyValue("host", settings.web().host())
                .addKeyValue("port", server.port())
                .log("Listening without log-in: callers name their own tenant; keep this port on a closed network");
    }

    private RequestPublisher publisher() {
        KafkaProducer<String, byte[]> publishing =
                Clients.producer(settings.kafka(), settings.patience().publish());
        producer = publishing;
        KafkaClientMetrics bound = new KafkaClientMetrics(publishing);
        bound.bindTo(meters);
        measured = bound;
        Spans spans = Spans.of(GlobalOpenTelemetry.get(), "dev.sluice.api");
        return new RequestPublisher(publishing, messages, settings.gateway().seal(), spans);
    }

    @Override
    public void stop() {
        WebServer server = web;
        if (server != null) {
            server.stop();
        }
        tail.stop();
        EndOffsets asking = ends;
        if (asking != null) {
            asking.close();
        }
        KafkaClientMetrics bound = measured;
        if (bound != null) {
            bound.close();
        }
        KafkaProducer<String, byte[]> publishing = producer;
        if (publishing != null) {
            publishing.close(CLOSE_TIMEOUT);
        }
        history.stop();
        stored.stop();
    }

    /** Degraded while Kafka is not followed or the history does not answer: calls that can do without still work. */
    @Override
    public Health check() {
        if (web == null) {
            return new Health.Down("not started");
        }
        Health following = tail.check();
        return following instanceof Health.Up ? history.check() : following;
    }

    /** The port listened on; of interest if it was set to 0. */
    public int port() {
        WebServer server = web;
        if (server == null) {
            throw new IllegalStateException("the API is not started");
        }
        return server.port();
    }

    private Map<String, Health> health() {
        Map<String, Health> states = new LinkedHashMap<>(process.get());
        states.computeIfAbsent(name(), missing -> check());
        return states;
    }
}
