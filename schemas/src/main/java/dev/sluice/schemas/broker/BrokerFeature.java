package dev.sluice.schemas.broker;

/** A feature that a cluster must have finalized, with names and levels as {@code kafka-features.sh} has them. */
public enum BrokerFeature {
    /** KIP-848. */
    GROUP_VERSION("group.version", 1, "the consumer group protocol of executors"),
    /** KIP-890, second part: a record that comes late, out of an aborted transaction, cannot become part of the next. */
    TRANSACTION_VERSION("transaction.version", 2, "transactions that no stray record can join");

    private final String key;
    private final int level;
    private final String use;

    BrokerFeature(String key, int level, String use) {
        this.key = key;
        this.level = level;
        this.use = use;
    }

    /** What Kafka calls it. */
    public String key() {
        return key;
    }

    /** The lowest level that will do. */
    public int level() {
        return level;
    }

    /** What Sluice needs it for. */
    public String use() {
        return use;
    }
}
