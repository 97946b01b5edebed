package dev.sluice.dispatcher;

import dev.sluice.dispatcher.remember.StoreTuning;
import dev.sluice.dispatcher.send.NoteOversize;
import dev.sluice.dispatcher.send.TopicDirectory;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How Kafka Streams is run: exactly once, with commits every few milliseconds, because a routed job is seen only once its
 * transaction has committed. Everything that could add to that wait is turned down.
 *
 * @param instance name of this instance, kept over restarts: a static member takes up its tasks again without a wait
 * @param instances how many there will be; from two on each task has a standby
 * @param commitInterval least time between two commits while little comes; a record that comes later than that is committed at once
 * @param busyCommitInterval how often transactions commit under load
 */
public record StreamsKnobs(
        String instance,
        int instances,
        int threads,
        Duration commitInterval,
        Duration busyCommitInterval,
        Duration transactionTimeout,
        int replication,
        Path stateDirectory) {
    private static final int BATCH_BYTES = 512 * 1024;
    private static final Duration NEW_TOPICS = Duration.ofSeconds(15);
    private static final Duration SESSION = Duration.ofSeconds(10);

    static StreamsKnobs read(SettingsReader reader) {
        Duration interval = commitInterval(reader);
        return new StreamsKnobs(
                reader.text("dispatcher.instance", "dispatcher-1", "Name of this instance, unlike that of any other"),
                reader.integer("dispatcher.instances", 1, 1, 100, "How many instances there will be"),
                reader.integer("dispatcher.threads", 1, 1, 64, "Stream threads of this instance"),
                interval,
                busyCommitInterval(reader, interval),
                reader.duration(
                        "dispatcher.transactionTimeout",
                        Duration.ofSeconds(10),
                        "When the broker aborts the transaction of an instance that hangs"),
                reader.integer(
                        "dispatcher.replication",
                        -1,
                        -1,
                        10,
                        "Copies of the state's changelog; -1 for the broker's default"),
                reader.path("dispatcher.stateDir", Path.of("data", "dispatcher"), "Where the state lies on disk"));
    }

    private static Duration commitInterval(SettingsReader reader) {
        Duration usual = Duration.ofMillis(5);
        Duration interval =
                reader.duration("dispatcher.commitInterval", usual, "Least time between commits while little comes");
        if (interval.toMillis() < 1) {
            reader.problem("dispatcher.commitInterval", "must be 1ms or more");
            return usual;
        }
        return interval;
    }

    private static Duration busyCommitInterval(SettingsReader reader, Duration interval) {
        Duration usual = Duration.ofMillis(40);
        Duration busy = reader.duration(
                "dispatcher.busyCommitInterval",
                interval.compareTo(usual) > 0 ? interval : usual,
                "How often transactions commit under load; longer costs less there");
        if (busy.compareTo(interval) < 0) {
            reader.problem("dispatcher.busyCommitInterval", "must not be shorter than dispatcher.commitInterval");
        }
        return busy;
    }

    /** The settings of the Streams client. */
    Map<String, Object> settings(KafkaConnection kafka, Topics topics, TopicDirectory directory) {
        Map<String, Object> own = new HashMap<>();
        own.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.prefix() + "-dispatcher");
        own.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        own.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, busyCommitInterval.toMillis());
        // A thread that waits longer for input than the interval would commit late.
        own.put(StreamsConfig.POLL_MS_CONFIG, commitInterval.toMillis());
        own.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        own.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        own.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, instances > 1 ? 1 : 0);
        own.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
        own.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        own.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        own.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreTuning.class);
        // A request is stored whole, and the changelog must take what its topic took.
        own.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), 2 * Topics.MAX_MESSAGE_BYTES);
        own.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        own.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        // The constant is deprecated and its default warns at every start; from Kafka 5 on this is the only way.
        own.put("processing.exception.handler.global.enabled", true);
        own.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, NoteOversize.class);
        own.put(NoteOversize.DIRECTORY, directory);
        addConsumer(own);
        addProducer(own);
        return kafka.with(topics.prefix() + "-dispatcher-" + instance, own);
    }

    private void addConsumer(Map<String, Object> own) {
        own.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
        own.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int) SESSION.toMillis());
        own.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), (int)
                SESSION.dividedBy(3).toMillis());
        // How soon topics of a new tenant are seen where every tenant has its own.
        own.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG), (int) NEW_TOPICS.toMillis());
        own.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 1);
    }

    private void addProducer(Map<String, Object> own) {
        own.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                transactionTimeout.toMillis());
        // The commit flushes what lingers. Until then one large batch per partition, because a batch that leaves while
        // the
        // transaction before is still being closed comes back, and those behind it with it.
        own.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), busyCommitInterval.toMillis());
        own.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        // What comes back is sent again after this; with the default of 100 ms that would be all we wait for.
        own.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 2L);
        own.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), 50L);
        // The client must not refuse a record by itself; what a topic takes is checked before.
        own.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), TopicDirectory.MAX_REQUEST_BYTES);
    }
}
