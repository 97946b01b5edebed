package dev.sluice.sink.understand;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.sink.fold.PlainText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Parts of messages as JSON that PostgreSQL can keep: fields by name, constants as text, times in ISO 8601, unknown fields left
 * out, no NUL. Thread-safe.
 */
final class AvroJson {
    private static final JsonFactory JSON = new JsonFactory();

    private AvroJson() {}

    /** JSON text of a record, list or map of a message; null for null and for an empty list or map. */
    static @Nullable String text(@Nullable Object part) {
        return switch (part) {
            case null -> null;
            case Collection<?> items when items.isEmpty() -> null;
            case Map<?, ?> entries when entries.isEmpty() -> null;
            default -> written(part);
        };
    }

    private static String written(Object part) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(part, json);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator json) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case SpecificRecord part -> fields(part, json);
            case Collection<?> items -> items(items, json);
            case Map<?, ?> entries -> entries(entries, json);
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number when Double.isFinite(number) -> json.writeNumber(number);
            default -> json.writeString(PlainText.storable(value.toString()));
        }
    }

    private static void fields(SpecificRecord part, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Schema.Field field : part.getSchema().getFields()) {
            Object value = part.get(field.pos());
            if (value != null) {
                json.writeFieldName(field.name());
                write(value, json);
            }
        }
        json.writeEndObject();
    }

    private static void entries(Map<?, ?> entries, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            json.writeFieldName(PlainText.storable(entry.getKey().toString()));
            write(entry.getValue(), json);
        }
        json.writeEndObject();
    }

    private static void items(Collection<?> items, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Object item : items) {
            write(item, json);
        }
        json.writeEndArray();
    }
}
