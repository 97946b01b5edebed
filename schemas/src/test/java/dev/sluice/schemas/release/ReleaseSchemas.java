package dev.sluice.schemas.release;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.registry.PlainSchema;
import dev.sluice.schemas.serde.MessageTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Keeps the schemas of a release, so that every later one is checked against them. Not part of a normal build; a release runs
 * {@code mvn -pl schemas test -Dtest=ReleaseSchemas -Dschemas.release=0.2.0} and commits the folder.
 */
class ReleaseSchemas {
    static final Path FOLDER = Path.of("released");

    @Test
    @EnabledIfSystemProperty(named = "schemas.release", matches = "\\d+\\.\\d+\\.\\d+")
    void writeReleasedSchemas() throws IOException {
        write(FOLDER, System.getProperty("schemas.release"));
    }

    /** Writes {@code <folder>/<release>/<message>.avsc}, each whole. Fails if that release is kept already. */
    static void write(Path folder, String release) throws IOException {
        Files.createDirectories(folder);
        Path target = Files.createDirectory(folder.resolve(release));
        for (var type : MessageTypes.ALL) {
            String json = new ObjectMapper()
                    .readTree(PlainSchema.of(MessageTypes.schema(type)).toString())
                    .toPrettyString();
            Files.writeString(target.resolve(type.getSimpleName() + ".avsc"), json + "\n");
        }
    }
}
