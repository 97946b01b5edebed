package dev.sluice.executor.take;

import dev.sluice.runtime.kafka.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a group gives up a member that is silent, and how often it wants to hear of it. The broker decides both, and tells its members
 * the second alone.
 */
record GroupTimes(Duration session, Duration heartbeat) {
    /** As brokers have it if nobody set it. */
    private static final GroupTimes USUAL = new GroupTimes(Duration.ofSeconds(45), Duration.ofSeconds(5));

    private static final Logger log = LoggerFactory.getLogger(GroupTimes.class);
    private static final int TIMEOUT_MILLIS = 10_000;

    /** What the broker has for this group. What is usual, if it does not say. */
    static GroupTimes of(KafkaConnection kafka, SourceSettings settings) {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, settings.group());
        Map<String, Object> asking = Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS);
        try (Admin admin = Admin.create(kafka.with(settings.clientId() + "-times", asking))) {
            Config config = admin.describeConfigs(List.of(group)).all().get().get(group);
            return new GroupTimes(
                    millis(config, "consumer.session.timeout.ms", USUAL.session),
                    millis(config, "consumer.heartbeat.interval.ms", USUAL.heartbeat));
        } catch (InterruptedException stopping) {
            throw new InterruptException(stopping);
        } catch (ExecutionException | KafkaException untold) {
            log.atWarn()
                    .addKeyValue("group", settings.group())
                    .addKeyValue("error", String.valueOf(untold.getMessage()))
                    .log(
                            "The session time-out of the group cannot be read (DescribeConfigs on the group); taken to be 45 s");
            return USUAL;
        }
    }

    /**
     * How long a member may go without an answer until it takes the group to have given it up. A third of the session is left for what
     * runs to end, unless heartbeats are so rare that their pause alone would be taken for silence.
     */
    Duration patience() {
        Duration twoThirds = session.multipliedBy(2).dividedBy(3);
        Duration twoBeats = heartbeat.multipliedBy(2);
        Duration needed = twoBeats.compareTo(twoThirds) > 0 ? twoBeats : twoThirds;
        return needed.compareTo(session) < 0 ? needed : session;
    }

    private static Duration millis(@Nullable Config config, String name, Duration otherwise) {
        var entry = config == null ? null : config.get(name);
        return entry == null || entry.value() == null ? otherwise : Duration.ofMillis(Long.parseLong(entry.value()));
    }
}
