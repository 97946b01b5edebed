package dev.sluice.standalone.kafka;

import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.service.Service;
import dev.sluice.standalone.port.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Properties;
import org.apache.kafka.metadata.BrokerState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real single-node Kafka in this process, on the loopback interface. What was acknowledged survives a restart and the sudden death
 * of the process on the same directory (with {@code fsync}, of the machine as well). Can be started again after a stop. Thread-safe.
 */
public final class EmbeddedKafka implements Service {
    /** The setting to change when the port is taken. */
    public static final String PORT_KEY = "standalone.kafka.port";

    private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);

    private final EmbeddedKafkaSettings settings;
    private @Nullable Running running;

    public EmbeddedKafka(EmbeddedKafkaSettings settings) {
        this.settings = settings;
    }

    private record Running(KafkaNode node, int port, FirstFault fault) {}

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public synchronized void start() throws Exception {
        if (running != null) {
            throw new IllegalStateException("Kafka is started already");
        }
        Files.createDirectories(settings.directory().toAbsolutePath().getParent());
        BoundSockets sockets = BoundSockets.bind(settings.port());
        try {
            new KafkaStorage(settings.directory()).formatIfNew();
            running = startOn(sockets);
        } catch (Exception | Error e) {
            sockets.close();
            throw e;
        }
        log.atInfo().addKeyValue("bootstrapServers", bootstrapServers()).log("Kafka serves");
    }

    private Running startOn(BoundSockets sockets) throws IOException {
        int port = sockets.brokerPort();
        FirstFault fault = new FirstFault();
        Properties properties =
                BrokerProperties.of(settings.directory(), port, sockets.controllerPort(), settings.fsync());
        KafkaNode node = new KafkaNode(properties, sockets, fault);
        try {
            node.start();
        } catch (Exception | Error e) { // Kafka throws what it does not declare
            node.stop();
            throw new IllegalStateException(
                    "Kafka did not start on " + settings.directory() + ": "
                            + fault.get().orElse(String.valueOf(e.getMessage())),
                    e);
        }
        return new Running(node, port, fault);
    }

    @Override
    public synchronized void stop() {
        Running stopping = running;
        running = null;
        if (stopping == null) {
            return;
        }
        try {
            stopping.node().stop();
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka's sockets did not close", e);
        }
    }

    @Override
    public synchronized Health check() {
        if (running == null) {
            return new Health.Down("Kafka is not started");
        }
        BrokerState state = running.node().state();
        return running.fault()
                .get()
                .<Health>map(Health.Down::new)
                .orElseGet(
                        () -> state == BrokerState.RUNNING ? Health.up() : new Health.Down("the broker is " + state));
    }

    /** Where clients connect. Throws IllegalStateException before the start and after the stop. */
    public synchronized String bootstrapServers() {
        if (running == null) {
            throw new IllegalStateException("Kafka is not started");
        }
        return LoopbackPort.HOST + ":" + running.port();
    }
}
