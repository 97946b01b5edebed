package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.DeadLetter;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobEvent;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of producers that are older or newer than the dispatcher, and bytes that only look like one. */
class OtherVersionsTest {
    private static final Path RELEASED = Path.of("..", "schemas", "released");
    private static final String NORMAL = DispatcherDriver.TOPICS.requests(Priority.NORMAL);
    private static final int ENVELOPE = 5;

    @TempDir
    Path directory;

    private DispatcherDriver driver;

    @BeforeEach
    void start() {
        driver = new DispatcherDriver(directory);
        Requests.defineUsual(driver);
    }

    @AfterEach
    void theNextGoodRecordPasses() {
        requireAccepted(Requests.request(driver, "select 42").build());
        driver.close();
    }

    static List<Path> released() throws IOException {
        try (Stream<Path> versions = Files.list(RELEASED)) {
            return versions.map(version -> version.resolve("QueryRequest.avsc")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void aRequestOfEveryReleaseIsAccepted(Path schema) throws Exception {
        QueryRequest request = Requests.request(driver, "select 1").build();

        driver.send(NORMAL, "shop", written(request, new Schema.Parser().parse(schema.toFile())));

        assertThat(driver.events()).extracting(JobEvent::getJobId).containsExactly(request.getJobId());
    }

    @Test
    void aRequestOfANewerReleaseIsAcceptedWithoutWhatIsNewInIt() throws Exception {
        QueryRequest request = Requests.request(driver, "select 1").build();

        driver.send(NORMAL, "shop", written(request, newer()));

        assertThat(driver.events()).extracting(JobEvent::getJobId).containsExactly(request.getJobId());
    }

    @Test
    void aRequestOfAReleaseThatCannotBeReadIsADeadLetterThatNamesTheVersion() throws Exception {
        Schema other = SchemaBuilder.record("QueryRequest")
                .namespace("dev.sluice.message")
                .fields()
                .requiredLong("jobId")
                .endRecord();
        int id = driver.registry.register("other", other);

        driver.send(
                NORMAL, "shop", ByteBuffer.allocate(6).put((byte) 0).putInt(id).array());

        DeadLetter letter = onlyDeadLetter();
        assertThat(letter.getError().getCode()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
        assertThat(letter.getError().getMessage()).contains("version");
    }

    @ParameterizedTest
    @ValueSource(longs = {2_000_000_000L, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void aLengthThatTheBytesDoNotHoldIsRefused(long length) throws Exception {
        byte[] good =
                driver.messages.encode(Requests.request(driver, "select 1").build());
        var hostile = new ByteArrayOutputStream();
        hostile.write(good, 0, ENVELOPE);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(hostile, null);
        encoder.writeLong(length);
        encoder.flush();

        driver.send(NORMAL, "shop", hostile.toByteArray());

        assertThat(onlyDeadLetter().getError().getCode()).isEqualTo(ErrorCode.INVALID_ENVELOPE);
    }

    private void requireAccepted(QueryRequest request) {
        driver.submit(request);
        assertThat(driver.events()).extracting(JobEvent::getJobId).contains(request.getJobId());
    }

    private DeadLetter onlyDeadLetter() {
        List<DeadLetter> letters = driver.deadLetters();
        assertThat(letters).hasSize(1);
        return letters.getFirst();
    }

    /** The request as a producer with this schema writes it. */
    private byte[] written(QueryRequest request, Schema schema) throws Exception {
        byte[] ours = driver.messages.encode(request);
        GenericRecord theirs = new GenericDatumReader<GenericRecord>(QueryRequest.getClassSchema(), schema)
                .read(null, DecoderFactory.get().binaryDecoder(ours, ENVELOPE, ours.length - ENVELOPE, null));
        var bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.write(ByteBuffer.allocate(4)
                .putInt(driver.registry.register("producer", schema))
                .array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(theirs, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static Schema newer() {
        Schema now = QueryRequest.getClassSchema();
        List<Schema.Field> fields = Stream.concat(
                        Stream.of(new Schema.Field("carbonBudget", Schema.create(Schema.Type.STRING), "New.", "none")),
                        now.getFields().stream().map(field -> new Schema.Field(field, field.schema())))
                .toList();
        return Schema.createRecord(now.getName(), now.getDoc(), now.getNamespace(), false, fields);
    }
}
