package dev.sluice.schemas.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.serde.MessageTypes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class MessageSchemasTest {
    private final Map<String, Schema> named = new LinkedHashMap<>();

    MessageSchemasTest() {
        MessageTypes.ALL.forEach(type -> collect(MessageTypes.schema(type)));
    }

    @Test
    void everyTypeAndEveryFieldIsDocumented() {
        assertThat(named.values()).hasSizeGreaterThan(40).allSatisfy(schema -> {
            assertThat(schema.getDoc()).as(schema.getFullName()).endsWith(".");
            assertThat(schema.getNamespace()).isEqualTo("dev.sluice.message");
            fields(schema)
                    .forEach(field -> assertThat(field.doc())
                            .as("%s.%s", schema.getName(), field.name())
                            .isNotBlank()
                            .endsWith("."));
        });
    }

    @Test
    void everyEnumHasADefaultSoThatAnOlderReaderMeetsNewSymbols() {
        assertThat(named.values())
                .filteredOn(schema -> schema.getType() == Schema.Type.ENUM)
                .hasSizeGreaterThan(15)
                .allSatisfy(schema -> assertThat(schema.getEnumDefault())
                        .as(schema.getFullName())
                        .isNotNull());
    }

    @Test
    void fieldsAreCamelCaseAndTimesHaveALogicalType() {
        assertThat(named.values())
                .allSatisfy(schema -> fields(schema).forEach(field -> {
                    assertThat(field.name()).matches("[a-z][a-zA-Z0-9]*");
                    if (field.name().matches("at|[a-z]+At|deadline|notBefore")) {
                        assertThat(field.schema().toString()).as(field.name()).contains("timestamp-millis");
                    }
                }));
    }

    private static Collection<Schema.Field> fields(Schema schema) {
        return schema.getType() == Schema.Type.RECORD ? schema.getFields() : java.util.List.of();
    }

    private void collect(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                if (named.putIfAbsent(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema()));
                }
            }
            case ENUM, FIXED -> named.putIfAbsent(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType());
            case MAP -> collect(schema.getValueType());
            case UNION -> schema.getTypes().forEach(this::collect);
            default -> {}
        }
    }
}
