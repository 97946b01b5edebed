package dev.sluice.executor.take;

import dev.sluice.executor.take.Settlement.Settled;
import dev.sluice.runtime.service.Health;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Where jobs come from. Implementations are thread-safe. */
public interface JobSource {
    /** Begins to hand deliveries to the sink, on one thread. The sink must not block and must not throw. */
    void start(Consumer<Delivery> sink);

    /**
     * Publishes a batch while its partitions cannot be taken away, leaving out deliveries that are no longer ours. If the
     * settlement returns, its deliveries are settled as given; if it throws, nothing has changed and the exception passes on.
     */
    void settle(Map<Delivery, Settled> batch, Settlement settlement);

    /** Commits what is settled outside any transaction; for publishers whose settlement does not commit offsets itself. */
    CompletableFuture<Void> commit();

    /**
     * Finds out which of these deliveries a settlement committed whose answer was lost, settles those and names them. Must not be
     * called from within a settlement.
     */
    CompletableFuture<Set<Delivery>> recheck(Set<Delivery> deliveries);

    /** Hands out nothing more, but stays in charge of what is out. */
    void drain();

    /** Offsets below which everything is settled for good, by partition of ours. */
    Map<TopicPartition, Long> spent();

    /** Partitions that are ours now, and what part of all that is. */
    Share share();

    /** Leaves; what is still out goes to others. */
    void close();

    Health check();
}
