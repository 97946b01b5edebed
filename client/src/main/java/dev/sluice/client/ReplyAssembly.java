package dev.sluice.client;

import dev.sluice.message.ClaimCheck;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import dev.sluice.schemas.result.ResultAccess;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts one job's replies together: chunks in any order, then the OUTCOME, which names the result that counts. Chunks of executions that were
 * given up are dropped: at the latest when there is no more room for the others. Not thread-safe.
 */
final class ReplyAssembly {
    private final long maxBytes;
    private final Optional<ResultAccess> results;
    // In the order in which they began: a later execution takes the place of an earlier one.
    private final Map<String, HeldChunks> held = new LinkedHashMap<>();
    private final Set<String> dropped = new HashSet<>();

    /** The chunks of one execution, by number. */
    private static final class HeldChunks {
        private final TreeMap<Integer, byte[]> parts = new TreeMap<>();
        private long bytes;

        /** Takes a chunk; a repeated one takes its own place. */
        void put(int number, byte[] part) {
            byte @Nullable [] repeated = parts.put(number, part);
            bytes += part.length - (repeated == null ? 0 : repeated.length);
        }

        long bytes() {
            return bytes;
        }

        int count() {
            return parts.size();
        }

        /** Whether these are so many chunks, numbered from 0 without a gap. */
        boolean whole(int expected) {
            return parts.size() == expected
                    && (parts.isEmpty() || (parts.firstKey() == 0 && parts.lastKey() == expected - 1));
        }

        List<byte[]> inOrder() {
            return new ArrayList<>(parts.values());
        }
    }

    /** The last says where results too large for the topic can be read. */
    ReplyAssembly(long maxBytes, Optional<ResultAccess> results) {
        this.maxBytes = maxBytes;
        this.results = results;
    }

    /** Takes one reply; returns the result once it is whole. Throws {@link ClientException} if it never can be. */
    Optional<JobResult> accept(QueryReply reply) {
        if (reply.getKind() == ReplyKind.ROWS) {
            keep(reply);
            return Optional.empty();
        }
        ClaimCheck check = reply.getClaimCheck();
        if (check != null) {
            // Chunks that came before it was found to be large do not count.
            return Optional.of(new JobResult(reply, List.of(), new KeptRows(results, reply, check, maxBytes)));
        }
        List<byte[]> parts = parts(reply);
        if (reply.getState() == JobState.SUCCEEDED) {
            verify(reply, parts);
        }
        return Optional.of(new JobResult(reply, parts, null));
    }

    private void keep(QueryReply reply) {
        ByteBuffer rows = reply.getRows();
        if (rows == null) {
            return;
        }
        String resultId = reply.getResultId();
        if (!dropped.contains(resultId)) {
            held.computeIfAbsent(resultId, id -> new HeldChunks()).put(reply.getChunk(), bytesOf(rows));
            makeRoom();
        }
    }

    // INVARIANT: no more than maxBytes are held. Which execution counts is known from the OUTCOME alone; the last to
    // begin is the likeliest.
    private void makeRoom() {
        long bytes = heldBytes();
        Iterator<Map.Entry<String, HeldChunks>> oldestFirst = held.entrySet().iterator();
        while (bytes > maxBytes) {
            Map.Entry<String, HeldChunks> oldest = oldestFirst.next();
            bytes -= oldest.getValue().bytes();
            dropped.add(oldest.getKey());
            oldestFirst.remove();
        }
    }

    long heldBytes() {
        return held.values().stream().mapToLong(HeldChunks::bytes).sum();
    }

    private List<byte[]> parts(QueryReply outcome) {
        ByteBuffer inline = outcome.getRows();
        if (inline != null) {
            return List.of(bytesOf(inline));
        }
        if (dropped.contains(outcome.getResultId())) {
            throw new ClientException(
                    ErrorCode.RESULT_TOO_LARGE,
                    "the result is larger than maxResultBytes (" + maxBytes
                            + "), or other executions of the job left it no room: ask for fewer rows, raise it, or read the"
                            + " result from the REST API",
                    null);
        }
        HeldChunks chunks = held.getOrDefault(outcome.getResultId(), new HeldChunks());
        if (!chunks.whole(outcome.getChunks())) {
            throw new ClientException(
                    ErrorCode.OUTCOME_UNKNOWN,
                    "the job ended with " + outcome.getChunks() + " chunks of rows, of which " + chunks.count()
                            + " were seen: read the result from the REST API",
                    null);
        }
        return chunks.inOrder();
    }

    private static void verify(QueryReply outcome, List<byte[]> parts) {
        String expected = outcome.getSha256();
        if (expected == null) {
            return;
        }
        MessageDigest digest = sha256();
        parts.forEach(digest::update);
        if (!expected.equals(HexFormat.of().formatHex(digest.digest()))) {
            throw altered();
        }
    }

    static ClientException altered() {
        return new ClientException(
                ErrorCode.INVALID_ENVELOPE, "the rows do not match the hash in the outcome: they were altered", null);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return copy;
    }
}
