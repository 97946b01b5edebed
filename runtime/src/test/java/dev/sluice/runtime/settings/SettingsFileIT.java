package dev.sluice.runtime.settings;

import static dev.sluice.runtime.settings.SettingsReaderTest.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileIT {
    @TempDir
    private Path folder;

    @Test
    void readsNestedAndDottedKeysListsAndTextAsItStands() throws IOException {
        SettingsReader reader = read("""
                api:
                  port: 8081
                  version: 1.10
                  empty:
                kafka:
                  client:
                    bootstrap.servers: [one:9092, two:9092]
                    ssl:
                      protocol: "TLSv1.3"
                executor.engines:
                  - postgresql
                  - sqlite
                """);

        assertThat(reader.integer("api.port", 1, 0, 65535, "")).isEqualTo(8081);
        assertThat(reader.text("api.version", "", "")).isEqualTo("1.10");
        assertThat(reader.text("api.empty", "default", "")).isEqualTo("default");
        assertThat(reader.list("executor.engines", List.of(), "")).containsExactly("postgresql", "sqlite");
        assertThat(reader.passThrough("kafka.client", ""))
                .containsOnly(
                        Map.entry("bootstrap.servers", "one:9092,two:9092"), Map.entry("ssl.protocol", "TLSv1.3"));
        assertThat(problems(reader)).isEmpty();
    }

    @Test
    void problemsNameFileAndLine() throws IOException {
        SettingsReader reader = read("""
                api:
                  port: eighty

                  prot: 1
                  hosts: [a, {b: c}]
                kafka: 5
                """);

        reader.integer("api.port", 1, 0, 65535, "");
        reader.text("api.hosts", "", "");
        reader.text("kafka.url", "", "");

        assertThat(problems(reader))
                .containsExactlyInAnyOrder(
                        at(5) + "api.hosts: a list here holds plain values, not maps or lists",
                        at(2) + "api.port: 'eighty' is not a whole number from 0 to 65535",
                        at(5) + "api.hosts: 'a' is a list, but one value is expected",
                        at(4) + "api.prot: is not a setting, did you mean api.port?",
                        at(6) + "kafka: has settings below it, such as kafka.url");
    }

    @Test
    void theEnvironmentReplacesAListAndFlagsReplaceTheEnvironment() throws IOException {
        Path file = Files.writeString(folder.resolve("sluice.yaml"), "executor: {engines: [a, b], lanes: [x]}");
        SettingsReader reader = SettingsReader.of(
                file,
                Map.of("SLUICE_EXECUTOR_ENGINES", "c, d", "SLUICE_EXECUTOR_LANES", "y"),
                List.of("executor.lanes=z"));

        assertThat(reader.list("executor.engines", List.of(), "")).containsExactly("c", "d");
        assertThat(reader.list("executor.lanes", List.of(), "")).containsExactly("z");
        assertThat(problems(reader)).isEmpty();
    }

    @Test
    void acceptsAByteOrderMarkAndWindowsLineEnds() throws IOException {
        SettingsReader reader = read("\uFEFFapi:\r\n  port: 8081\r\n  host: x\r\n  bad: y\r\n");

        assertThat(reader.integer("api.port", 1, 0, 65535, "")).isEqualTo(8081);
        assertThat(reader.text("api.host", "", "")).isEqualTo("x");
        assertThat(problems(reader)).containsExactly(at(4) + "api.bad: is not a setting");
    }

    @Test
    void refusesAKeySetTwiceInEitherForm() throws IOException {
        SettingsReader reader = read("""
                api:
                  port: 1
                  port: 2
                api.port: 3
                """);

        reader.integer("api.port", 1, 0, 65535, "");

        assertThat(problems(reader))
                .containsExactly(
                        at(3) + "api.port: is set twice, first at " + folder.resolve("sluice.yaml") + ":2",
                        at(4) + "api.port: is set twice, first at " + folder.resolve("sluice.yaml") + ":2");
    }

    @Test
    void refusesWhatIsNotAMapOfSettings() throws IOException {
        assertThat(problems(read("just text"))).singleElement().asString().startsWith(at(1) + "must be a map");
        assertThat(problems(read("- a\n- b"))).singleElement().asString().startsWith(at(1) + "must be a map");
        assertThat(problems(read("---\n{}\n---\n{}\n")))
                .singleElement()
                .asString()
                .contains("second document");
        assertThat(problems(read("api: {port: 1\nx: [")))
                .isNotEmpty()
                .first()
                .asString()
                .contains("sluice.yaml:")
                .contains("is not valid YAML");
        assertThat(problems(read("a:\n\tb: 1"))).first().asString().startsWith(at(2) + "is not valid YAML");
        assertThat(problems(read("a: &x 1\nb: *x"))).first().asString().contains("aliases");
        assertThat(problems(read("a:{".repeat(5000)))).isNotEmpty();
        assertThat(problems(read("{a: ".repeat(5000)))).isNotEmpty();
    }

    @Test
    void anEmptyOrAbsentFileSetsNothing() throws IOException {
        assertThat(problems(read(""))).isEmpty();
        assertThat(problems(read("# only a comment\n"))).isEmpty();
        assertThat(problems(SettingsReader.of(folder.resolve("absent.yaml"), Map.of(), List.of())))
                .isEmpty();
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThat(problems(SettingsReader.of(binary, Map.of(), List.of())))
                .containsExactly(binary + ": cannot be read: it is not UTF-8 text");
        assertThat(problems(SettingsReader.of(folder, Map.of(), List.of())))
                .singleElement()
                .asString()
                .startsWith(folder + ": cannot be read: ");
    }

    @Test
    void takesASecretFromAFileWithoutItsLastLineEnd() throws IOException {
        Path file = Files.write(folder.resolve("password"), "s3cret\n".getBytes(StandardCharsets.UTF_8));
        SettingsReader reader = read("history:\n  password: ${file:" + file + "}\n");

        assertThat(reader.secret("history.password", new Secret(""), "").reveal())
                .isEqualTo("s3cret");
        assertThat(problems(reader)).isEmpty();
    }

    @Test
    void readsARotatingSecretAnewAndKeepsTheLastWhileItsFileIsGone() throws IOException {
        Path file = Files.writeString(folder.resolve("rotating"), "first");
        SettingsReader reader = read("history:\n  password: ${file:" + file + "}\n");
        Supplier<Secret> secret = reader.rotatingSecret("history.password", new Secret(""), "");
        assertThat(problems(reader)).isEmpty();

        Files.delete(file);
        String gone = secret.get().reveal();
        Files.writeString(file, "second");
        String anew = secret.get().reveal();

        assertThat(List.of(gone, anew)).containsExactly("first", "second");
    }

    private SettingsReader read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("sluice.yaml"), yaml);
        return SettingsReader.of(file, Map.of(), List.of());
    }

    private String at(int line) {
        return folder.resolve("sluice.yaml") + ":" + line + ": ";
    }
}
