package dev.sluice.schemas.result.s3;

import dev.sluice.schemas.result.ResultWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Uploads the rows in parts of one size, of which memory holds one. A result smaller than that is one object sent at the end. */
final class S3Writer implements ResultWriter {
    /** The store takes 10,000 parts, so that a result has 80 GB at most. */
    private static final int PART_BYTES = 8 * 1024 * 1024;

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final byte[] part = new byte[PART_BYTES];
    private final List<CompletedPart> sent = new ArrayList<>();
    private int filled;
    private @Nullable String upload;
    private boolean rowsWritten;
    private boolean published;

    S3Writer(S3Client client, String bucket, String folder) {
        this.client = client;
        this.bucket = bucket;
        this.key = folder;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int taken = 0;
        while (taken < length) {
            int piece = Math.min(length - taken, PART_BYTES - filled);
            System.arraycopy(bytes, offset + taken, part, filled, piece);
            filled += piece;
            taken += piece;
            if (filled == PART_BYTES) {
                send();
            }
        }
    }

    @Override
    public void publish(String manifest) throws IOException {
        if (upload == null) {
            put(key + S3Store.ROWS, part, filled);
        } else {
            if (filled > 0) {
                send();
            }
            complete(upload);
        }
        rowsWritten = true;
        byte[] text = manifest.getBytes(StandardCharsets.UTF_8);
        put(key + S3Store.MANIFEST, text, text.length);
        published = true;
    }

    @Override
    public void close() throws IOException {
        String open = upload;
        upload = null;
        if (published) {
            return;
        }
        if (rowsWritten) {
            S3Store.asking(
                    () -> client.deleteObject(request -> request.bucket(bucket).key(key + S3Store.ROWS)));
        } else if (open != null) {
            S3Store.asking(() -> client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(key + S3Store.ROWS).uploadId(open)));
        }
    }

    private void send() throws IOException {
        String open = upload == null ? begin() : upload;
        upload = open;
        int number = sent.size() + 1;
        String tag = S3Store.asking(() -> client.uploadPart(
                        request -> request.bucket(bucket)
                                .key(key + S3Store.ROWS)
                                .uploadId(open)
                                .partNumber(number),
                        body(part, filled))
                .eTag());
        sent.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        filled = 0;
    }

    private String begin() throws IOException {
        return S3Store.asking(() -> client.createMultipartUpload(request ->
                        request.bucket(bucket).key(key + S3Store.ROWS).contentType("application/json"))
                .uploadId());
    }

    private void complete(String open) throws IOException {
        S3Store.asking(() -> client.completeMultipartUpload(request ->
                request.bucket(bucket).key(key + S3Store.ROWS).uploadId(open).multipartUpload(all -> all.parts(sent))));
    }

    private void put(String name, byte[] bytes, int length) throws IOException {
        S3Store.asking(() -> client.putObject(
                request -> request.bucket(bucket).key(name).contentType("application/json"), body(bytes, length)));
    }

    /** The bytes as they lie there, without a copy; sending them again begins anew. */
    private static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, "application/json");
    }
}
