package dev.sluice.dispatcher.remember;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/**
 * Tunes the store for what is asked of it most: whether a job that has just come is known, which it hardly ever is. Streams expects
 * most look-ups to find something and leaves out the Bloom filters of the oldest, largest files, and what was written last has none
 * at all, so that a look-up in vain searched both. With filters everywhere most of them end after one look.
 */
public final class StoreTuning implements RocksDBConfigSetter {
    private static final double FILTER_SHARE = 0.1;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        options.setOptimizeFiltersForHits(false);
        options.setMemtablePrefixBloomSizeRatio(FILTER_SHARE);
        options.setMemtableWholeKeyFiltering(true);
    }

    @Override
    public void close(String storeName, Options options) {
        // Nothing here is ours to free.
    }
}
