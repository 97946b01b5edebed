package dev.sluice.dispatcher.send;

import java.util.HashMap;
import java.util.Map;

/**
 * Which topics there are and how large a record each takes, as last seen. Written by the topic watch, read by stream threads, which
 * must not find out by failing: a record that the broker refuses aborts the whole transaction. Thread-safe.
 */
public final class TopicDirectory {
    /** The largest record that the producer lets out, whatever a topic takes, bytes. */
    public static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

    private volatile Map<String, Integer> maxBytesByTopic;

    /** Starts with these topics and the largest record of each, bytes. */
    public TopicDirectory(Map<String, Integer> maxBytesByTopic) {
        this.maxBytesByTopic = Map.copyOf(maxBytesByTopic);
    }

    /** Takes what was seen now in place of all before. */
    public synchronized void see(Map<String, Integer> seen) {
        maxBytesByTopic = Map.copyOf(seen);
    }

    /** A broker refused a record of this size: whatever was seen last no longer holds. */
    synchronized void refused(String topic, int bytes) {
        Map<String, Integer> lower = new HashMap<>(maxBytesByTopic);
        lower.merge(topic, bytes - 1, Math::min);
        maxBytesByTopic = Map.copyOf(lower);
    }

    public boolean exists(String topic) {
        return maxBytesByTopic.containsKey(topic);
    }

    /** The largest record of a topic, or the least of all topics for one never seen; but no more than we send. */
    int maxBytes(String topic) {
        Integer known = maxBytesByTopic.get(topic);
        int taken = known != null
                ? known
                : maxBytesByTopic.values().stream().min(Integer::compare).orElse(MAX_REQUEST_BYTES);
        return Math.min(taken, MAX_REQUEST_BYTES);
    }
}
