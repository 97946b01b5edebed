package dev.sluice.standalone.cli.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentFileTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: a\n---\nname: b\n---\n",
                "- name: a\n- name: b\n",
                "{\"name\": \"a\"}\n\t{\"name\": \"b\"}",
                "[{\"name\": \"a\"}, {\"name\": \"b\"}]"
            })
    void severalDocumentsAreReadFromYamlAndFromJson(String text) throws IOException {
        assertThat(DocumentFile.parse(text))
                .extracting(document -> document.path("name").asText())
                .containsExactly("a", "b");
    }

    @Test
    void aDateIsTextAndANumberKeepsItsDigits() throws IOException {
        JsonNode document =
                DocumentFile.parse("day: 2020-01-31\nexact: 12.50\n").getFirst();

        assertThat(document.path("day").asText()).isEqualTo("2020-01-31");
        assertThat(document.path("exact").asText()).isEqualTo("12.50");
    }

    @Test
    void anAliasIsRefusedForItWouldBeTakenForText() {
        assertThatThrownBy(() -> DocumentFile.parse("tenants: [*all]"))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("needs quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name: a\nname: b", "{\"name\": \"a\", \"name\": \"b\"}", "name: [", "{"})
    void aKeyThatStandsThereTwiceAndWhatNeverEndsAreRefused(String text) {
        assertThatThrownBy(() -> DocumentFile.parse(text)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void whatIsShownAsYamlReadsBackTheSame() throws IOException {
        JsonNode document = Json.parse("""
                {"name": "p", "tenants": ["*", "a*", "7", "true", "null", "no", "x: y", "- z", "#", "'q'", ""],
                 "objects": ["\\"Odd.Name\\""], "sql": "select 1\\n  where :a = '*'\\n", "exact": 12.5, "flag": true}
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(DocumentFile.parse(YamlText.of(document))).containsExactly(document);
    }
}
