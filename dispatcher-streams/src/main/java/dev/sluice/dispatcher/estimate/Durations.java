package dev.sluice.dispatcher.estimate;

import java.nio.ByteBuffer;

/**
 * How long executions of one statement took, as a histogram with buckets that grow by half: quantiles are right to about a fifth. Each
 * new one makes all before it count two parts in a hundred less, so the last fifty or so decide. Not thread-safe.
 */
public final class Durations {
    private static final int BUCKETS = 45;
    private static final double FIRST = 0.1;
    private static final double GROWTH = 1.5;
    private static final double KEPT = 0.98;
    private static final double NOTHING = 0.001;
    private static final int ENTRY = Byte.BYTES + Float.BYTES;

    private final float[] weights;

    public Durations() {
        this(new float[BUCKETS]);
    }

    private Durations(float[] weights) {
        this.weights = weights;
    }

    /** Takes in one execution, milliseconds. */
    public void add(double millis) {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            weights[bucket] = weights[bucket] < NOTHING ? 0 : (float) (weights[bucket] * KEPT);
        }
        weights[bucketOf(millis)] += 1;
    }

    /** How many executions these are, the older ones counting less; at most fifty. */
    public double samples() {
        double sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        return sum;
    }

    /** What this part of the executions keeps within, milliseconds; 0 if there are none. */
    public double quantile(double part) {
        double left = part * samples();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (weights[bucket] > 0 && left <= weights[bucket]) {
                double share = left / weights[bucket];
                return FIRST * Math.pow(GROWTH, bucket - 1 + share);
            }
            left -= weights[bucket];
        }
        return 0;
    }

    /** The buckets that hold something. */
    public byte[] bytes() {
        var bytes = ByteBuffer.allocate(BUCKETS * ENTRY);
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (weights[bucket] > 0) {
                bytes.put((byte) bucket).putFloat(weights[bucket]);
            }
        }
        byte[] used = new byte[bytes.position()];
        bytes.flip().get(used);
        return used;
    }

    /** The inverse of {@link #bytes()}. */
    public static Durations of(ByteBuffer bytes) {
        float[] weights = new float[BUCKETS];
        while (bytes.remaining() >= ENTRY) {
            weights[Math.floorMod(bytes.get(), BUCKETS)] = bytes.getFloat();
        }
        return new Durations(weights);
    }

    private static int bucketOf(double millis) {
        if (!(millis > FIRST)) {
            return 0;
        }
        double exact = Math.log(millis / FIRST) / Math.log(GROWTH);
        return (int) Math.min(BUCKETS - 1, Math.ceil(exact));
    }
}
