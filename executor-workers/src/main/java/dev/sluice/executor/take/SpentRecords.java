package dev.sluice.executor.take;

import dev.sluice.runtime.kafka.KafkaConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes job records that are done. The jobs topics keep everything until told otherwise, because time must not end a job that
 * waits; so somebody has to say what is spent. Run by a timer.
 */
public final class SpentRecords implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(SpentRecords.class);

    private final Supplier<List<JobSource>> sources;
    private final KafkaConnection kafka;
    private final String clientId;
    private final Map<TopicPartition, Long> deleted = new HashMap<>();

    public SpentRecords(Supplier<List<JobSource>> sources, KafkaConnection kafka, String clientId) {
        this.sources = sources;
        this.kafka = kafka;
        this.clientId = clientId;
    }

    /** One round; what fails is asked for again in the next. */
    @Override
    public synchronized void run() {
        Map<TopicPartition, RecordsToDelete> spent = new HashMap<>();
        for (JobSource source : sources.get()) {
            source.spent().forEach((partition, offset) -> {
                if (offset > deleted.getOrDefault(partition, 0L)) {
                    spent.put(partition, RecordsToDelete.beforeOffset(offset));
                }
            });
        }
        if (!spent.isEmpty()) {
            delete(spent);
        }
    }

    private void delete(Map<TopicPartition, RecordsToDelete> spent) {
        try (Admin admin = Admin.create(kafka.with(clientId, Map.of()))) {
            KafkaFuture<Void> all = admin.deleteRecords(spent).all();
            all.get();
            spent.forEach((partition, records) -> deleted.put(partition, records.beforeOffset()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception refused) {
            log.atWarn()
                    .setCause(refused)
                    .log("Job records that are done stay on disk for now; deleting them again later");
        }
    }
}
