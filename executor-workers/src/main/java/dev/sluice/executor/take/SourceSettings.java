package dev.sluice.executor.take;

/**
 * What a consumer group source reads and how far ahead.
 *
 * @param topic the jobs topic of one engine and lane
 * @param group its consumer group; without ':' because brokers and tools disagree about it
 * @param clientId names the consumer and its thread
 * @param maxOpen jobs of one partition in hand at once; a partition with more is paused
 */
public record SourceSettings(String topic, String group, String clientId, int maxOpen) {
    public SourceSettings {
        if (group.contains(":")) {
            throw new IllegalArgumentException("a group id cannot contain ':': " + group);
        }
        if (maxOpen < 1 || maxOpen > ProgressCodec.MAX_OPEN - ConsumerGroupSource.MAX_POLL) {
            throw new IllegalArgumentException("open jobs of a partition must be 1 to "
                    + (ProgressCodec.MAX_OPEN - ConsumerGroupSource.MAX_POLL) + ": " + maxOpen);
        }
    }
}
