package dev.sluice.schemas.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.QueryTemplate;
import dev.sluice.message.TemplateParameter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateDocumentTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void everyTypeOfDefaultCanBeWrittenAndReadBack() {
        QueryTemplate template = QueryTemplate.newBuilder()
                .setQueryId("orders")
                .setVersion(2)
                .setDescription("Orders of a customer")
                .setTimeoutMillis(500L)
                .setParameters(List.of(
                        new TemplateParameter("needed", ParameterType.LONG, true, null),
                        new TemplateParameter("nothing", ParameterType.DATE, false, null),
                        optional("flag", ParameterType.BOOLEAN, false),
                        optional("whole", ParameterType.LONG, 7L),
                        optional("number", ParameterType.DOUBLE, 1.5),
                        optional("exact", ParameterType.DECIMAL, "12.50"),
                        optional("bytes", ParameterType.BYTES, ByteBuffer.wrap(new byte[] {1, 2})),
                        optional("day", ParameterType.DATE, "2020-01-31"),
                        optional("tree", ParameterType.JSON, "{\"a\":1}")))
                .setVariants(
                        Map.of("*", "select :needed, :nothing, :flag, :whole, :number, :exact, :bytes, :day, :tree"))
                .setUpdatedAt(NOW)
                .build();

        JsonNode document = TemplateDocument.write(template);

        assertThat(TemplateDocument.read(document, NOW)).isEqualTo(new Document.Sound<>(template));
    }

    @Test
    void aParameterIsRequiredUnlessItHasADefaultOrSaysOtherwise() throws JsonProcessingException {
        Document<QueryTemplate> read = TemplateDocument.read(json("""
                {'queryId': 'q', 'version': 1, 'variants': {'*': 'select :a, :b, :c'}, 'parameters': [
                  {'name': 'a', 'type': 'long'},
                  {'name': 'b', 'type': 'decimal', 'defaultValue': 1.50},
                  {'name': 'c', 'type': 'text', 'required': false}]}
                """), NOW);

        assertThat(read)
                .isInstanceOfSatisfying(
                        Document.Sound.class,
                        sound -> assertThat(((QueryTemplate) sound.message()).getParameters())
                                .extracting(TemplateParameter::getRequired)
                                .containsExactly(true, false, false));
    }

    @Test
    void everyProblemIsToldAtOnceWithItsPlace() throws JsonProcessingException {
        JsonNode document = json("""
                {'queryId': 'a b', 'sql': 'select 1', 'variants': {'*': 5}, 'parameters': [
                  {'name': 'x', 'type': 'lnog'}, {'type': 'date', 'defaultValue': 3, 'requird': true}, 'y']}
                """);

        List<String> problems = TemplateDocument.read(document, NOW) instanceof Document.Unsound<QueryTemplate> unsound
                ? unsound.problems()
                : List.of();

        assertThat(problems)
                .contains(
                        "version: is missing; the first is 1",
                        "parameters[1].name: is missing",
                        "parameters[1].defaultValue: is no DATE; give text such as \"2020-01-31\"",
                        "parameters[2]: must be a map of fields to values",
                        "variants.*: must be text; put it in quotes")
                .anyMatch(problem -> problem.startsWith("queryId: must be 1 to 64"))
                .anyMatch(problem -> problem.startsWith("sql: is not known; known are"))
                .anyMatch(problem -> problem.startsWith("parameters[0].type: there is no 'lnog'"))
                .anyMatch(problem -> problem.startsWith("parameters[1].requird: is not known"));
    }

    private static TemplateParameter optional(String name, ParameterType type, Object value) {
        return new TemplateParameter(name, type, false, new ParameterValue(null, type, value));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
