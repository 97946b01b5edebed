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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts one job's replies together: chunks in any order, then the OUTCOME, which names the result that counts. Chunks of executions that were
 * given up are dropped. Not thread-safe.
 */
final class ReplyAssembly {
    private final long maxBytes;
    private final Optional<ResultAccess> results;
    private final Map<String, TreeMap<Integer, byte[]>> chunksByResult = new HashMap<>();
    private long bytes;

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
        byte[] part = bytesOf(rows);
        byte @Nullable [] repeated = chunksByResult
                .computeIfAbsent(reply.getResultId(), id -> new TreeMap<>())
                .put(reply.getChunk(), part);
        bytes += part.length - (repeated == null ? 0 : repeated.length);
        if (bytes > maxBytes) {
            throw new ClientException(
                    ErrorCode.RESULT_TOO_LARGE,
                    "the result is larger than maxResultBytes (" + maxBytes + "): ask for fewer rows or raise it",
                    null);
        }
    }

    private List<byte[]> parts(QueryReply outcome) {
        ByteBuffer inline = outcome.getRows();
        if (inline != null) {
            return List.of(bytesOf(inline));
        }
        TreeMap<Integer, byte[]> chunks = chunksByResult.getOrDefault(outcome.getResultId(), new TreeMap<>());
        boolean whole = chunks.size() == outcome.getChunks()
                && (chunks.isEmpty() || (chunks.firstKey() == 0 && chunks.lastKey() == chunks.size() - 1));
        if (!whole) {
            throw new ClientException(
                    ErrorCode.OUTCOME_UNKNOWN,
                    "the job ended with " + outcome.getChunks() + " chunks of rows, of which " + chunks.size()
                            + " were seen: read the result from the REST API",
                    null);
        }
        return new ArrayList<>(chunks.values());
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
