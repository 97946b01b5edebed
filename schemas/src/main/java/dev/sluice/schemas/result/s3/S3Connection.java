package dev.sluice.schemas.result.s3;

import dev.sluice.schemas.result.ResultAccess;
import dev.sluice.schemas.result.ResultStore;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Reads {@code s3://bucket/prefix?endpoint=…&region=…&pathStyle=…} and connects when something is first asked. */
final class S3Connection {
    private static final Set<String> OPTIONS = Set.of("endpoint", "region", "pathStyle");
    private static final String USUAL_REGION = "us-east-1";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

    private S3Connection() {}

    static ResultStore open(ResultAccess access) {
        URI uri = access.location().uri();
        Map<String, String> options = access.location().options();
        if (uri.getAuthority() == null) {
            throw new IllegalArgumentException("results need a bucket: s3://bucket/prefix");
        }
        for (String option : options.keySet()) {
            if (!OPTIONS.contains(option)) {
                throw new IllegalArgumentException("results in S3 have no option " + option + ": there are " + OPTIONS);
            }
        }
        String prefix = uri.getPath().replaceAll("^/+|/+$", "");
        return new S3Store(client(access, options), uri.getAuthority(), prefix.isEmpty() ? "" : prefix + "/");
    }

    private static S3Client client(ResultAccess access, Map<String, String> options) {
        String endpoint = options.get("endpoint");
        boolean elsewhere = endpoint != null;
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(SOCKET_TIMEOUT))
                .region(Region.of(options.getOrDefault("region", USUAL_REGION)))
                .credentialsProvider(credentials(access))
                // Names of buckets as parts of host names are Amazon's own; few others have them.
                .forcePathStyle(Boolean.parseBoolean(options.getOrDefault("pathStyle", Boolean.toString(elsewhere))))
                // Checksums that servers other than Amazon's may not know; the manifest has one of its own.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        if (elsewhere) {
            builder.endpointOverride(URI.create(endpoint));
        }
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(ResultAccess access) {
        return access.user().isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(access.user(), access.password()));
    }
}
