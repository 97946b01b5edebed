package dev.sluice.sink.watch;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition whose committed records cannot be read further.
 *
 * @param stableOffset where readers of committed records wait
 * @param recordsBehind what has been written since
 * @param stoodFor how long it has been seen to stand there
 */
record StuckPartition(TopicPartition partition, long stableOffset, long recordsBehind, Duration stoodFor) {}
