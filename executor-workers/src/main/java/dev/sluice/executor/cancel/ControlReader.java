package dev.sluice.executor.cancel;

import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.service.Health;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the control topic and cancels what it is told to. Whenever it begins, it begins a day back: a job may still come whose
 * cancel came while nobody read, and to be told twice does no harm. One thread of its own.
 */
public final class ControlReader {
    private static final Logger log = LoggerFactory.getLogger(ControlReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long CLOSE_MILLIS = 5_000;

    private final String topic;
    private final String clientId;
    private final KafkaConnection kafka;
    private final Messages messages;
    private final JobsInHand jobs;
    private final CommandGate gate;
    private final Thread thread;

    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile Health health = Health.up();
    private volatile boolean closed;

    public ControlReader(
            String topic,
            String clientId,
            KafkaConnection kafka,
            Messages messages,
            JobsInHand jobs,
            CommandGate gate) {
        this.topic = topic;
        this.clientId = clientId;
        this.kafka = kafka;
        this.messages = messages;
        this.jobs = jobs;
        this.gate = gate;
        this.thread = new Thread(this::run, clientId);
    }

    public void start() {
        thread.start();
    }

    /** Waits until what was there at the start has been read, so that a job that comes now meets its cancel; false if that takes longer. */
    public boolean awaitCaughtUp(Duration patience) throws InterruptedException {
        return caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    public Health check() {
        return health;
    }

    public void close() {
        closed = true;
        try {
            thread.join(CLOSE_MILLIS); // returns at once if never started
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                follow();
            } catch (KafkaException failed) {
                health = new Health.Degraded("running jobs cannot be cancelled: " + failed.getMessage());
                log.atWarn().setCause(failed).log("Control commands cannot be read; trying again");
                LockSupport.parkNanos(PAUSE.toNanos());
            } catch (RuntimeException | Error broken) {
                health = new Health.Down("running jobs cannot be cancelled: " + broken.getMessage());
                log.atError().setCause(broken).log("Control commands are no longer read; restart the executor");
                return;
            }
        }
    }

    private void follow() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                kafka.with(clientId, settings()), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            if (all.isEmpty()) {
                throw new UnknownTopicOrPartitionException("there is no topic " + topic);
            }
            consumer.assign(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            seekBack(consumer, ends);
            while (!closed) {
                if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                    caughtUp.countDown();
                }
                consumer.poll(POLL).forEach(this::obey);
                health = Health.up();
            }
        }
    }

    private void seekBack(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        long since = jobs.cancelsSince().toEpochMilli();
        ends.forEach(consumer::seek);
        consumer.offsetsForTimes(
                        ends.keySet().stream().collect(Collectors.toMap(Function.identity(), partition -> since)))
                .forEach((partition, found) -> {
                    if (found != null) {
                        consumer.seek(partition, found.offset());
                    }
                });
    }

    private void obey(ConsumerRecord<String, byte[]> record) {
        switch (messages.decode(ControlCommand.class, record.value() == null ? new byte[0] : record.value())) {
            case Decoded.Message<ControlCommand>(ControlCommand command) -> obey(record, command);
            case Decoded.Undecodable<ControlCommand>(var error) ->
                log.atDebug()
                        .addKeyValue("errorCode", error.getCode())
                        .log("A control command cannot be read; skipped");
            case Decoded.RegistryDown<ControlCommand>(String reason) ->
                // The reader begins anew.
                throw new KafkaException("the registry does not answer: " + reason);
        }
    }

    private void obey(ConsumerRecord<String, byte[]> record, ControlCommand command) {
        if (command.getType() == CommandType.CANCEL && command.getJobId() != null && gate.lets(record)) {
            JobKey key = new JobKey(command.getDatabase(), command.getTenant(), command.getJobId());
            jobs.cancel(key, Instant.ofEpochMilli(record.timestamp()));
        }
    }

    private static Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
    }
}
