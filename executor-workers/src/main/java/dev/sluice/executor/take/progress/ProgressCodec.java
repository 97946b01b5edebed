package dev.sluice.executor.take.progress;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes progress into the metadata string of an offset commit, which the broker limits to 4,096 bytes.
 *
 * <p>Naming what is open rather than what is done keeps it small: open jobs are bounded, done ones are not. Layout, base64 after
 * the version: distance from low-water mark to next, then for each open offset its distance from the one before and its start
 * count, all as variable-length integers.
 */
public final class ProgressCodec {
    /** The most that one poll may bring after {@link #hasRoom} was asked: a partition is paused between polls. */
    public static final int MAX_POLL = 128;

    private static final int MAX_STARTS = 127;
    private static final String VERSION = "1.";
    /** In base64, after the version, four characters hold three bytes. */
    private static final int MAX_BYTES = (4_096 - VERSION.length()) / 4 * 3;
    /** A distance below 2 to the 35th, which no partition outgrows, and a start count. */
    private static final int MAX_OPEN_BYTES = 6;

    private ProgressCodec() {}

    /** Whether these open offsets can be written down, and as many as another poll may bring. */
    static boolean hasRoom(NavigableMap<Long, Integer> open, long next) {
        int size = MAX_OPEN_BYTES * (MAX_POLL + 1);
        long previous = open.isEmpty() ? next : open.firstKey();
        if (size + open.size() * (varintSize(next - previous) + 1) <= MAX_BYTES) {
            return true; // the usual case, known without looking at each
        }
        for (long offset : open.keySet()) {
            size += varintSize(offset - previous) + 1;
            previous = offset;
        }
        return size <= MAX_BYTES;
    }

    /** Empty if nothing is open: the offset says it all. */
    public static String encode(CommittedProgress progress) {
        if (progress.open().isEmpty()) {
            return "";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long previous = progress.lowWater();
        writeVarint(bytes, progress.next() - previous);
        for (Map.Entry<Long, Integer> open : progress.open().entrySet()) {
            writeVarint(bytes, open.getKey() - previous);
            writeVarint(bytes, Math.min(open.getValue(), MAX_STARTS));
            previous = open.getKey();
        }
        return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** Progress from a commit, or empty if the metadata is of some other origin and says nothing. */
    public static Optional<CommittedProgress> decode(long lowWater, String metadata) {
        if (metadata.isEmpty()) {
            return Optional.of(CommittedProgress.at(lowWater));
        }
        if (!metadata.startsWith(VERSION)) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(metadata.substring(VERSION.length())));
            long next = lowWater + readVarint(bytes);
            NavigableMap<Long, Integer> open = new TreeMap<>();
            long previous = lowWater;
            while (bytes.hasRemaining()) {
                previous += readVarint(bytes);
                open.put(previous, Math.toIntExact(readVarint(bytes)));
            }
            return Optional.of(new CommittedProgress(next, open));
        } catch (RuntimeException malformed) {
            return Optional.empty();
        }
    }

    private static int varintSize(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    private static void writeVarint(ByteArrayOutputStream bytes, long value) {
        long rest = value;
        while (rest >= 0x80) {
            bytes.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private static long readVarint(ByteBuffer bytes) {
        long value = 0;
        int shift = 0;
        while (true) {
            byte part = bytes.get();
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
            shift += 7;
        }
    }
}
