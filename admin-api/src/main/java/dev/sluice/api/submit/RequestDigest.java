package dev.sluice.api.submit;

import dev.sluice.message.QueryRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** What tells two requests with the same job id apart: everything but the time of submission. Pure. */
final class RequestDigest {
    private RequestDigest() {}

    static String of(QueryRequest request) {
        QueryRequest timeless =
                QueryRequest.newBuilder(request).setSubmittedAt(Instant.EPOCH).build();
        try {
            byte[] bytes = QueryRequest.getEncoder().encode(timeless).array();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (IOException e) {
            throw new UncheckedIOException("Encoding to memory does not fail", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
