package dev.sluice.schemas.result.s3;

import dev.sluice.schemas.result.ResultGoneException;
import dev.sluice.schemas.result.ResultPlace;
import dev.sluice.schemas.result.ResultStore;
import dev.sluice.schemas.result.ResultWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Results as two objects each, {@code <day>/<resultId>/rows.json} and {@code manifest.json}. The manifest is written last: without it
 * there is no result.
 */
final class S3Store implements ResultStore {
    static final String ROWS = "/rows.json";
    static final String MANIFEST = "/manifest.json";
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    S3Store(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    @Override
    public ResultWriter create(ResultPlace place) throws IOException {
        String key = prefix + place.path();
        return asking(() -> new S3Writer(client, bucket, key));
    }

    @Override
    public String manifest(ResultPlace place) throws IOException {
        try (InputStream bytes = object(place, MANIFEST, 0)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public InputStream rows(ResultPlace place, long offset) throws IOException {
        return object(place, ROWS, offset);
    }

    @Override
    public int sweep(LocalDate today, Instant abandoned) throws IOException {
        return asking(() -> {
            List<String> undeleted = new ArrayList<>();
            int swept = 0;
            for (String day : days()) {
                if (expired(day, today)) {
                    swept += trying(() -> delete(prefix + day + "/", undeleted), day, undeleted);
                }
            }
            abort(abandoned, undeleted);
            if (!undeleted.isEmpty()) {
                throw SdkException.create(undeleted.size() + " could not be deleted, first: " + undeleted.get(0), null);
            }
            return swept;
        });
    }

    /** Adds why if it fails, which stops nothing else. */
    private static int trying(Supplier<Integer> deletion, String what, List<String> undeleted) {
        try {
            return deletion.get();
        } catch (SdkException failed) {
            undeleted.add(what + " (" + failed.getMessage() + ")");
            return 0;
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** Whatever the client reports, as the failure of a store. */
    static <T> T asking(Supplier<T> question) throws IOException {
        try {
            return question.get();
        } catch (SdkException failure) {
            throw new IOException("the store answered: " + failure.getMessage(), failure);
        }
    }

    private InputStream object(ResultPlace place, String name, long offset) throws IOException {
        String key = prefix + place.path() + name;
        try {
            return new Abandoned(client.getObject(request -> {
                request.bucket(bucket).key(key);
                if (offset > 0) {
                    request.range("bytes=" + offset + "-");
                }
            }));
        } catch (NoSuchKeyException gone) {
            throw new ResultGoneException(place);
        } catch (S3Exception failure) {
            if (failure.statusCode() == RANGE_NOT_SATISFIABLE) {
                return InputStream.nullInputStream(); // from the end on
            }
            throw new IOException("the store answered: " + failure.getMessage(), failure);
        } catch (SdkException failure) {
            throw new IOException("the store does not answer: " + failure.getMessage(), failure);
        }
    }

    /** The names of what lies right below the prefix. */
    private List<String> days() {
        List<String> days = new ArrayList<>();
        client
                .listObjectsV2Paginator(
                        request -> request.bucket(bucket).prefix(prefix).delimiter("/"))
                .commonPrefixes()
                .stream()
                .map(CommonPrefix::prefix)
                .map(found -> found.substring(prefix.length(), found.length() - 1))
                .forEach(days::add);
        return days;
    }

    /** Adds why for each object that stays. */
    private int delete(String folder, List<String> undeleted) {
        int results = 0;
        for (var page :
                client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(folder))) {
            List<String> keys = page.contents().stream()
                    .map(S3Object::key)
                    .filter(key -> ours(key.substring(folder.length())))
                    .toList();
            Set<String> staying = keys.isEmpty() ? Set.of() : delete(keys, undeleted);
            results += (int) keys.stream()
                    .filter(key -> key.endsWith(MANIFEST) && !staying.contains(key))
                    .count();
        }
        return results;
    }

    private Set<String> delete(List<String> keys, List<String> undeleted) {
        List<ObjectIdentifier> objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        List<S3Error> errors = client.deleteObjects(request ->
                        request.bucket(bucket).delete(all -> all.quiet(true).objects(objects)))
                .errors();
        errors.forEach(error -> undeleted.add(error.key() + " (" + error.code() + ": " + error.message() + ")"));
        return errors.stream().map(S3Error::key).collect(Collectors.toSet());
    }

    /** Whether this, below its day, is a file of a result; what others keep here stays. */
    private static boolean ours(String path) {
        int slash = path.indexOf('/');
        String name = path.substring(Math.max(slash, 0));
        return slash > 0
                && ResultPlace.isResultId(path.substring(0, slash))
                && (name.equals(ROWS) || name.equals(MANIFEST));
    }

    private void abort(Instant abandoned, List<String> undeleted) {
        var uploads = client.listMultipartUploadsPaginator(
                request -> request.bucket(bucket).prefix(prefix));
        for (MultipartUpload upload : uploads.uploads()) {
            String path = upload.key().substring(prefix.length());
            if (upload.initiated().isBefore(abandoned) && ours(path.substring(path.indexOf('/') + 1))) {
                trying(() -> abort(upload), upload.key(), undeleted);
            }
        }
    }

    private int abort(MultipartUpload upload) {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
        } catch (NoSuchUploadException gone) {
            return 0; // another process sweeps as well
        }
        return 1;
    }

    private static boolean expired(String name, LocalDate today) {
        try {
            return LocalDate.parse(name).isBefore(today);
        } catch (DateTimeException noDay) {
            return false; // whatever lies here is not ours
        }
    }

    /** Ends the transfer when a reader stops before the end, which would otherwise be read to be given back. */
    private static final class Abandoned extends FilterInputStream {
        private final ResponseInputStream<GetObjectResponse> response;

        Abandoned(ResponseInputStream<GetObjectResponse> response) {
            super(response);
            this.response = response;
        }

        @Override
        public void close() {
            response.abort();
        }
    }
}
