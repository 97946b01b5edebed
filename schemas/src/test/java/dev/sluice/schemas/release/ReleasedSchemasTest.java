package dev.sluice.schemas.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.registry.PlainSchema;
import dev.sluice.schemas.serde.MessageTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No release may stop reading another: a rolling upgrade and a roll-back both leave records of the other one on the topics. */
class ReleasedSchemasTest {
    static Stream<Path> released() throws IOException {
        try (Stream<Path> files = Files.walk(ReleaseSchemas.FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void thisReleaseReadsThatOneAndThatOneReadsThis(Path file) throws IOException {
        Schema released = new Schema.Parser().parse(file.toFile());
        Schema current = MessageTypes.named(released.getFullName())
                .map(MessageTypes::schema)
                .map(PlainSchema::of)
                .orElseThrow(() -> new AssertionError(released.getFullName() + " was released and is gone"));

        assertThat(incompatibilities(current, released))
                .as("this release reads %s", file)
                .isEmpty();
        assertThat(incompatibilities(released, current))
                .as("%s reads this release", file)
                .isEmpty();
    }

    @Test
    void everyMessageOfTheFirstReleaseIsKept() throws IOException {
        assertThat(released().map(file -> file.getParent().getFileName() + "/" + file.getFileName()))
                .contains("0.1.0/QueryRequest.avsc", "0.1.0/QueryReply.avsc", "0.1.0/AuditEvent.avsc");
    }

    @Test
    void aReleaseWritesEveryMessageInOnePieceAndReplacesNothing(@TempDir Path folder) throws IOException {
        ReleaseSchemas.write(folder, "9.9.9");

        for (var type : MessageTypes.ALL) {
            Path file = folder.resolve("9.9.9").resolve(type.getSimpleName() + ".avsc");
            assertThat(new Schema.Parser().parse(file.toFile())).isEqualTo(PlainSchema.of(MessageTypes.schema(type)));
        }
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> ReleaseSchemas.write(folder, "9.9.9"))
                .isInstanceOf(IOException.class);
    }

    private static List<?> incompatibilities(Schema reader, Schema writer) {
        var pair = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        return pair.getType() == SchemaCompatibilityType.COMPATIBLE
                ? List.of()
                : pair.getResult().getIncompatibilities();
    }
}
