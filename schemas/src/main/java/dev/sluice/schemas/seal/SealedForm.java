package dev.sluice.schemas.seal;

import dev.sluice.message.QueryJob;
import dev.sluice.schemas.serde.MessageDatumWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a seal covers: Avro's binary form of the job with three changes, so that the same job gives the same bytes on both
 * sides of a topic. The seal itself is left out. Maps are sorted, because decoding does not keep their order. Each field is written
 * after its name, and not at all when it has its default, so that a job sealed by a release that did not know a field verifies under
 * one that does; a field that the reader does not know breaks the seal only when it says something.
 */
final class SealedForm extends MessageDatumWriter<QueryJob> {
    private static final String SEAL = "seal";
    private static final String END_OF_RECORD = "";
    private static final byte[] NO_HEADER = {};

    /** By identity: the schemas met on the way are those of the tree under this one. Filled before first use. */
    private final IdentityHashMap<Schema, List<Named>> fields = new IdentityHashMap<>();

    SealedForm() {
        super(QueryJob.SCHEMA$);
        learn(QueryJob.SCHEMA$);
    }

    byte[] of(QueryJob job) {
        return bytes(NO_HEADER, job);
    }

    @Override
    protected void writeRecord(Schema schema, Object record, Encoder out) throws IOException {
        IndexedRecord values = (IndexedRecord) record;
        for (Named named : Objects.requireNonNull(fields.get(schema))) {
            if (!named.isDefault(values.get(named.field.pos()))) {
                out.writeFixed(named.spelled);
                writeField(record, named.field, out, null);
            }
        }
        out.writeString(END_OF_RECORD);
    }

    /** A field that a seal covers, with its default looked up once. */
    private static final class Named {
        private final Schema.Field field;
        /** Its name as Avro writes a string. */
        private final byte[] spelled;

        private final boolean hasDefault;
        private final @Nullable Object defaultValue;

        Named(Schema.Field field, SpecificData data) {
            this.field = field;
            this.spelled = spelled(field.name());
            this.hasDefault = field.hasDefaultValue();
            this.defaultValue = hasDefault ? data.getDefaultValue(field) : null;
        }

        boolean isDefault(@Nullable Object value) {
            return hasDefault && Objects.equals(value, defaultValue);
        }
    }

    private void learn(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                if (!fields.containsKey(schema)) {
                    fields.put(schema, named(schema));
                    schema.getFields().forEach(field -> learn(field.schema()));
                }
            }
            case UNION -> schema.getTypes().forEach(this::learn);
            case ARRAY -> learn(schema.getElementType());
            case MAP -> learn(schema.getValueType());
            default -> {}
        }
    }

    private List<Named> named(Schema schema) {
        List<Named> named = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            boolean isSeal = schema.equals(QueryJob.SCHEMA$) && field.name().equals(SEAL);
            if (!isSeal) {
                named.add(new Named(field, getSpecificData()));
            }
        }
        return named;
    }

    private static byte[] spelled(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            EncoderFactory.get().directBinaryEncoder(bytes, null).writeString(name);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
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
