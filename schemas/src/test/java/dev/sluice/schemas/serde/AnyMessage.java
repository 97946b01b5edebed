package dev.sluice.schemas.serde;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Makes a message of any type with every field filled by a seeded chance. */
public final class AnyMessage {
    private static final int MANY = 4;

    private final Random random;

    public AnyMessage(long seed) {
        this.random = new Random(seed);
    }

    public <T extends SpecificRecord> T of(Class<T> type) {
        return type.cast(value(MessageTypes.schema(type)));
    }

    private Object value(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case ENUM -> SpecificData.get().createEnum(pick(schema.getEnumSymbols()), schema);
            case ARRAY -> list(schema);
            case MAP -> map(schema);
            case UNION -> value(pick(schema.getTypes()));
            case STRING -> text();
            case BYTES -> bytes();
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case BOOLEAN -> random.nextBoolean();
            case NULL -> nothing();
            case FIXED -> throw new IllegalArgumentException("No message has a fixed");
        };
    }

    @SuppressWarnings("NullAway") // Avro's null is Java's.
    private static Object nothing() {
        return null;
    }

    private Object record(Schema schema) {
        IndexedRecord record =
                (IndexedRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
        schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema())));
        return record;
    }

    private List<Object> list(Schema schema) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(MANY); i > 0; i--) {
            list.add(value(schema.getElementType()));
        }
        return list;
    }

    private Map<String, Object> map(Schema schema) {
        Map<String, Object> map = new HashMap<>();
        for (int i = random.nextInt(MANY); i > 0; i--) {
            map.put(text(), value(schema.getValueType()));
        }
        return map;
    }

    private String text() {
        return pick(List.of("", "a", "grün", "日本語", "😀 emoji", "select * from t where a = ?")) + random.nextInt(1000);
    }

    private ByteBuffer bytes() {
        byte[] bytes = new byte[random.nextInt(50)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
