package dev.sluice.executor.heartbeat;

import dev.sluice.executor.publish.PlainProducer;
import dev.sluice.message.ExecutorHeartbeat;
import dev.sluice.message.LaneSlots;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one heartbeat for each engine of this instance, under the key {@code <instance>/<engine>}. Run by a timer. */
public final class Heartbeat implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final String instance;
    private final PlainProducer producer;
    private final Messages messages;
    private final Topics topics;
    private final Supplier<Map<String, List<LaneSlots>>> slotsByEngine;
    private final InstantSource clock;

    public Heartbeat(
            String instance,
            PlainProducer producer,
            Messages messages,
            Topics topics,
            Supplier<Map<String, List<LaneSlots>>> slotsByEngine,
            InstantSource clock) {
        this.instance = instance;
        this.producer = producer;
        this.messages = messages;
        this.topics = topics;
        this.slotsByEngine = slotsByEngine;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            slotsByEngine.get().forEach(this::send);
        } catch (RuntimeException unsent) {
            log.atWarn().setCause(unsent).log("A heartbeat could not be sent; the next one tries again");
        }
    }

    private void send(String engine, List<LaneSlots> lanes) {
        ExecutorHeartbeat heartbeat = new ExecutorHeartbeat(instance, engine, version(), lanes, clock.instant());
        Future<?> unused = producer.send(
                new ProducerRecord<>(topics.heartbeats(), instance + "/" + engine, messages.encode(heartbeat)));
    }

    private static String version() {
        String version = Heartbeat.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
