package dev.sluice.executor.order;

import dev.sluice.executor.follow.TopicReader;
import dev.sluice.schemas.serde.Messages;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Has the whole catalogue of lanes obeyed, every moment, because orders end. */
public final class Orders implements TopicReader {
    private final StandingOrders standing;
    private final Consumer<StandingOrders> obey;

    /** {@code obey} is called by the reading thread alone. */
    public Orders(Messages messages, Consumer<StandingOrders> obey) {
        this.standing = new StandingOrders(messages);
        this.obey = obey;
    }

    @Override
    public Instant since() {
        return Instant.EPOCH;
    }

    @Override
    public void read(ConsumerRecord<String, byte[]> record) {
        if (record.key() != null) {
            standing.put(record.key(), record.value());
        }
    }

    @Override
    public boolean looked() {
        standing.readAgain();
        obey.accept(standing);
        return !standing.anyUnread();
    }
}
