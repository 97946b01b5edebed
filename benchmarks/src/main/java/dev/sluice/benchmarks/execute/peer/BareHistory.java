package dev.sluice.benchmarks.execute.peer;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Keeps each reply as a row under its key: one statement and one transaction a batch, at least once. */
final class BareHistory implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final DataSource pool;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread = Thread.ofPlatform().name("bench-history").unstarted(this::keepUntilClosed);

    /** In a table of its own, which is made here. */
    BareHistory(String servers, String replyTopic, DataSource pool) throws SQLException {
        this.pool = pool;
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table if not exists bench_history (job_id text primary key, reply text not null)");
        }
        this.consumer = new KafkaConsumer<>(
                HandWrittenWorker.reading(servers, "bench-history"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(replyTopic));
        thread.start();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepUntilClosed() {
        try (consumer;
                Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into bench_history select * from unnest(?, ?) on conflict do nothing")) {
            while (true) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    keep(records, connection, insert);
                    consumer.commitAsync();
                }
            }
        } catch (WakeupException closed) {
            // Only close() wakes it.
        } catch (SQLException failed) {
            throw new IllegalStateException("the bare history cannot be kept", failed);
        }
    }

    private static void keep(ConsumerRecords<String, byte[]> records, Connection connection, PreparedStatement insert)
            throws SQLException {
        List<String> ids = new ArrayList<>();
        List<String> replies = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            ids.add(record.key());
            replies.add(new String(record.value(), StandardCharsets.UTF_8));
        }
        insert.setArray(1, connection.createArrayOf("text", ids.toArray()));
        insert.setArray(2, connection.createArrayOf("text", replies.toArray()));
        insert.executeUpdate();
    }
}
