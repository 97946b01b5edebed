package dev.sluice.standalone;

import dev.sluice.api.AdminApi;
import dev.sluice.dispatcher.Dispatcher;
import dev.sluice.executor.Executor;
import dev.sluice.executor.engine.Engines;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.observe.ProcessMeters;
import dev.sluice.runtime.observe.Tracing;
import dev.sluice.runtime.process.ServiceProcess;
import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.service.Service;
import dev.sluice.runtime.service.ServiceStack;
import dev.sluice.runtime.settings.SettingsException;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.TopicSpec;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.sink.ResultSink;
import dev.sluice.standalone.catalog.ConfiguredDatabase;
import dev.sluice.standalone.catalog.PublishDatabases;
import dev.sluice.standalone.data.DataDirectory;
import dev.sluice.standalone.kafka.EmbeddedKafka;
import dev.sluice.standalone.kafka.EmbeddedKafkaSettings;
import dev.sluice.standalone.postgres.EmbeddedPostgres;
import dev.sluice.standalone.postgres.EmbeddedPostgresSettings;
import dev.sluice.standalone.registry.RegistryServer;
import dev.sluice.standalone.registry.RegistryServerSettings;
import dev.sluice.standalone.topics.EnsureTopics;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All of Sluice in one process: data directory, Kafka, schema registry, topics, PostgreSQL, databases, then the services, started in
 * this order and stopped in reverse. Prints nothing. {@link #start()} once, {@link #close()} any number of times, everything from any
 * thread; addresses are there once it is started.
 */
public final class Standalone implements AutoCloseable {
    /** Sections of a shared settings file that mean nothing here: the API serves what is to be observed. */
    private static final List<String> FOR_OTHERS = List.of("observe");

    /** The one place that the user may choose and that has a default here. */
    private static final String RESULTS = "results.location";

    private final LayeredSettings layers;
    private final InstantSource clock;
    private final ProcessMeters meters = new ProcessMeters();
    private final Tracing tracing;
    private final DataDirectory data;
    private final EmbeddedKafka kafka;
    private final RegistryServer registry;
    private final EmbeddedPostgres postgres;
    private final ServiceStack stack;
    private volatile @Nullable AdminApi api;

    private Standalone(
            StandaloneSettings settings,
            List<ConfiguredDatabase> databases,
            LayeredSettings layers,
            Tracing tracing,
            InstantSource clock) {
        this.tracing = tracing;
        this.layers = layers;
        this.clock = clock;
        List<TopicSpec> catalogue = catalogue(settings, databases);
        data = new DataDirectory(settings.data(), settings.minFreeSpace());
        kafka = new EmbeddedKafka(new EmbeddedKafkaSettings(settings.ports().kafka(), data.kafka(), settings.fsync()));
        registry = new RegistryServer(
                new RegistryServerSettings(settings.ports().registry(), schemas(settings, catalogue)),
                kafka::bootstrapServers);
        postgres = new EmbeddedPostgres(new EmbeddedPostgresSettings(
                settings.ports().postgres(),
                data.postgres(),
                settings.binaries().toAbsolutePath(),
                List.of(OwnSettings.HISTORY, OwnSettings.DEMO),
                settings.fsync()));
        stack = new ServiceStack(List.of(
                data,
                kafka,
                registry,
                new EnsureTopics(catalogue, kafka::bootstrapServers),
                postgres,
                new LateService(
                        "databases", () -> publishDatabases(settings.topics().topics())),
                new LateService("dispatcher", this::dispatcher),
                new LateService("executor", this::executor),
                new LateService("sink", this::sink),
                new LateService("admin-api", this::adminApi)));
    }

    /** Reads all settings, the services' too, and makes the process without starting anything. Throws naming every problem. */
    public static Standalone of(LayeredSettings layers, InstantSource clock) throws SettingsException {
        SettingsReader reader = layers.with(OwnSettings.placeholders());
        FOR_OTHERS.forEach(reader::leave);
        StandaloneSettings settings = StandaloneSettings.read(reader);
        List<ConfiguredDatabase> databases = ConfiguredDatabase.read(reader);
        ServiceSettings.read(reader);
        Tracing tracing = Tracing.read(reader, System.getenv());
        requireEngines(databases, reader);
        reader.finish();
        return new Standalone(settings, databases, layers, tracing, clock);
    }

    /** This process is the only executor: what it cannot serve nobody would. */
    private static void requireEngines(List<ConfiguredDatabase> databases, SettingsReader reader) {
        Engines engines = Engines.load();
        for (ConfiguredDatabase database : databases) {
            if (engines.find(database.engine()).isEmpty()) {
                reader.problem("databases." + database.name() + ".engine", engines.whyMissing(database.engine()));
            }
        }
    }

    /** Starts everything, or throws with a message that says what to do, with nothing left running. */
    public void start() throws Exception {
        ServiceProcess.useUtc();
        tracing.start();
        stack.start();
    }

    /** Health of each part by name, in start order. */
    public Map<String, Health> check() {
        return stack.check();
    }

    @Override
    public void close() {
        stack.close();
        tracing.close();
        meters.close();
    }

    /** Where REST API and console are. */
    public URI apiUrl() {
        AdminApi made = api;
        if (made == null) {
            throw new IllegalStateException("the API is not started");
        }
        return URI.create("http://localhost:" + made.port());
    }

    /** Where Kafka clients connect. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Where schema registry clients connect. */
    public URI registryUrl() {
        return registry.url();
    }

    /** JDBC URL of the history, for {@link #postgresUser()}. */
    public String historyUrl() {
        return postgres.jdbcUrl(OwnSettings.HISTORY);
    }

    /** JDBC URL of the database {@code demo}, for {@link #postgresUser()}. */
    public String demoJdbcUrl() {
        return postgres.jdbcUrl(OwnSettings.DEMO);
    }

    /** JDBC URL of the database {@code lite}. */
    public String liteJdbcUrl() {
        return OwnSettings.liteUrl(data);
    }

    /** The user of all PostgreSQL databases here, without a password. */
    public String postgresUser() {
        return postgres.user();
    }

    private static List<TopicSpec> catalogue(StandaloneSettings settings, List<ConfiguredDatabase> databases) {
        TreeSet<String> engines =
                databases.stream().map(ConfiguredDatabase::engine).collect(Collectors.toCollection(TreeSet::new));
        return settings.topics().topics().catalogue(engines, settings.topics().partitions());
    }

    private static TopicSpec schemas(StandaloneSettings settings, List<TopicSpec> catalogue) {
        String name = settings.topics().topics().schemas();
        return catalogue.stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Service publishDatabases(Topics topics) throws Exception {
        SettingsReader reader = reader();
        return new PublishDatabases(
                ConfiguredDatabase.read(reader),
                KafkaConnection.read(reader),
                topics.databases(),
                new Messages(schemaRegistry()),
                clock);
    }

    private Service dispatcher() throws Exception {
        return new Dispatcher(services().dispatcher(), schemaRegistry(), meters.registry(), clock);
    }

    private Service executor() throws Exception {
        return new Executor(services().executor(), schemaRegistry(), meters.registry(), clock);
    }

    private Service sink() throws Exception {
        return new ResultSink(services().sink(), schemaRegistry(), meters.registry(), clock);
    }

    private Service adminApi() throws Exception {
        AdminApi made = new AdminApi(services().api(), schemaRegistry(), meters.registry(), clock, this::check);
        api = made;
        return made;
    }

    private ServiceSettings services() throws Exception {
        return ServiceSettings.read(reader());
    }

    private HttpSchemaRegistry schemaRegistry() {
        return new HttpSchemaRegistry(RegistrySettings.at(registry.url()), clock);
    }

    private SettingsReader reader() throws Exception {
        List<String> own = OwnSettings.of(data, kafka, registry, postgres);
        String results = layers.with(own).text(RESULTS, "", "Where large results are kept");
        return results.isEmpty()
                ? layers.with(Stream.concat(own.stream(), Stream.of(RESULTS + "=" + data.results()))
                        .toList())
                : layers.with(own);
    }
}
