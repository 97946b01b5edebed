package dev.sluice.schemas.seal;

import dev.sluice.message.QueryJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a seal covers: Avro's binary form of the job with three changes, so that the same job gives the same bytes on both
 * sides of a topic. The seal itself is left out. Maps are sorted, because decoding does not keep their order. Each field is written
 * after its name, and not at all when it has its default, so that a job sealed by a release that did not know a field verifies under
 * one that does; a field that the reader does not know breaks the seal only when it says something.
 */
final class SealedForm extends SpecificDatumWriter<QueryJob> {
    private static final String SEAL = "seal";
    private static final String END_OF_RECORD = "";

    /** By identity: the schemas of our generated classes are one object each. */
    private final Map<Schema, List<Named>> fields = Collections.synchronizedMap(new IdentityHashMap<>());

    SealedForm() {
        super(QueryJob.SCHEMA$, SpecificData.getForSchema(QueryJob.SCHEMA$));
    }

    byte[] of(QueryJob job) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        Encoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            write(job, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    @Override
    protected void writeRecord(Schema schema, Object record, Encoder out) throws IOException {
        for (Named field : fields.computeIfAbsent(schema, this::named)) {
            Object value =
                    getData().getField(record, field.name(), field.field().pos());
            if (!field.isDefault(value)) {
                out.writeString(field.name());
                writeField(record, field.field(), out, null);
            }
        }
        out.writeString(END_OF_RECORD);
    }

    /** A field that a seal covers, with its default looked up once. */
    private record Named(
            Schema.Field field,
            String name,
            boolean hasDefault,
            @Nullable Object defaultValue) {
        boolean isDefault(@Nullable Object value) {
            return hasDefault && Objects.equals(value, defaultValue);
        }
    }

    private List<Named> named(Schema schema) {
        List<Named> named = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            boolean isSeal = schema.equals(QueryJob.SCHEMA$) && field.name().equals(SEAL);
            if (!isSeal) {
                Object value = field.hasDefaultValue() ? getData().getDefaultValue(field) : null;
                named.add(new Named(field, field.name(), field.hasDefaultValue(), value));
            }
        }
        return named;
    }

    @Override
    protected void writeEnum(Schema schema, Object symbol, Encoder out) throws IOException {
        // By name: a later release may put its symbols in another order.
        out.writeString(symbol.toString());
    }

    @Override
    protected Iterable<Map.Entry<Object, Object>> getMapEntries(Object map) {
        Map<Object, Object> sorted = new TreeMap<>((Map<?, ?>) map);
        return sorted.entrySet();
    }
}
