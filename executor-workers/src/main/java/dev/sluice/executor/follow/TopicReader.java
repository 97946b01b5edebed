package dev.sluice.executor.follow;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a follower does with its topic. Called by its thread alone. Whatever is thrown has the topic read anew, from where {@link #since}
 * says then, so a record may come more than once.
 */
public interface TopicReader {
    /** From when on records matter. */
    Instant since();

    void read(ConsumerRecord<String, byte[]> record);

    /** After each look at the topic, several times a second, whether or not anything came. Whether all that was read has been understood. */
    boolean looked();
}
