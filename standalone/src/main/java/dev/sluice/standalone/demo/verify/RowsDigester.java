package dev.sluice.standalone.demo.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Takes rows one by one and comes to a {@link RowsDigest}. Not thread-safe. */
final class RowsDigester {
    private final boolean ordered;
    private final MessageDigest sha256 = sha256();
    private long rows;
    private long checksum;

    RowsDigester(boolean ordered) {
        this.ordered = ordered;
    }

    void add(List<String> canonicalValues) {
        for (String value : canonicalValues) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            // The length goes first, so that ("ab", "c") and ("a", "bc") differ.
            sha256.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            sha256.update(bytes);
        }
        long row = ByteBuffer.wrap(sha256.digest()).getLong();
        checksum = (ordered ? 31 * checksum : checksum) + row;
        rows++;
    }

    RowsDigest finish() {
        return new RowsDigest(rows, HexFormat.of().toHexDigits(checksum));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
