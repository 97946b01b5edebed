package dev.sluice.schemas.result;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** A real server of the S3 protocol, which checks signatures, in a process of its own with a folder as its disk. */
final class S3Proxy {
    static final String USER = "tester";
    static final String PASSWORD = "wonderland";
    static final String BUCKET = "results";

    private static final Pattern LISTENING = Pattern.compile("Started .*ServerConnector@.*\\{(127\\.0\\.0\\.1:\\d+)}");
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;

    private S3Proxy(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static S3Proxy start(Path folder) throws IOException {
        Path jar = Path.of("target", "s3proxy", "s3proxy.jar").toAbsolutePath();
        Path settings = settings(folder);
        Path log = folder.resolve("s3proxy.log");
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-Xmx192m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar.toString(),
                        "--properties",
                        settings.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        S3Proxy proxy = new S3Proxy(process, log);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await().atMost(START_LIMIT).until(proxy::listens);
        return proxy;
    }

    /** A prefix in the bucket, for this log-in. */
    ResultAccess access(String prefix, String password) throws IOException {
        String location = "s3://" + BUCKET + "/" + prefix + "?endpoint=" + endpoint();
        return new ResultAccess(ResultLocation.parse(location), USER, password);
    }

    private String endpoint() throws IOException {
        Matcher listening = LISTENING.matcher(Files.readString(log));
        if (!listening.find()) {
            throw new IllegalStateException("S3Proxy does not listen yet");
        }
        return "http://" + listening.group(1);
    }

    /** Keys of the uploads of several parts that were begun and neither completed nor aborted. */
    List<String> uploads() throws IOException {
        var login = StaticCredentialsProvider.create(AwsBasicCredentials.create(USER, PASSWORD));
        try (S3Client client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(Region.US_EAST_1)
                .credentialsProvider(login)
                .forcePathStyle(true)
                .endpointOverride(URI.create(endpoint()))
                .build()) {
            return client.listMultipartUploads(request -> request.bucket(BUCKET)).uploads().stream()
                    .map(MultipartUpload::key)
                    .toList();
        }
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static Path settings(Path folder) throws IOException {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Files.createDirectories(disk.resolve(BUCKET));
        Path settings = folder.resolve("s3proxy.conf");
        Files.writeString(settings, """
                s3proxy.endpoint=http://127.0.0.1:0
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(USER, PASSWORD, disk));
        return settings;
    }

    private boolean listens() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("S3Proxy ended: " + Files.readString(log));
        }
        return LISTENING.matcher(Files.readString(log)).find();
    }
}
