package dev.sluice.schemas.serde;

import java.util.List;
import org.apache.avro.Schema;

/**
 * Walks over encoded bytes with the writer's schema before Avro may decode them, and allocates nothing by what they declare. Lets
 * pass only bytes that the schema explains to the last one: every length and block fits in what remains, every index exists, nesting
 * is bounded, and so is the work, because items of zero bytes would otherwise be free to declare by the billion.
 */
final class WireGate {
    private static final int MAX_DEPTH = 48;
    /** No schema of Sluice has more values that take no bytes (nulls, records around them) than this for each byte. */
    private static final int MAX_STEPS_PER_BYTE = 8;

    private static final int FREE_STEPS = 1_000;

    private final WireCursor cursor;
    private long stepsLeft;

    private WireGate(byte[] bytes, int start) {
        this.cursor = new WireCursor(bytes, start);
        this.stepsLeft = FREE_STEPS + (long) MAX_STEPS_PER_BYTE * cursor.remaining();
    }

    /** Throws if the bytes from start to the end are not exactly one value of this schema. */
    static void check(Schema writer, byte[] bytes, int start) throws MalformedWire {
        WireGate gate = new WireGate(bytes, start);
        gate.walk(writer, 0);
        if (gate.cursor.remaining() > 0) {
            throw gate.cursor.malformed(gate.cursor.remaining() + " bytes beyond the end of the message");
        }
    }

    private void walk(Schema schema, int depth) throws MalformedWire {
        if (--stepsLeft < 0) {
            throw cursor.malformed("more values than the bytes account for");
        }
        if (depth > MAX_DEPTH) {
            throw cursor.malformed("nesting deeper than " + MAX_DEPTH);
        }
        switch (schema.getType()) {
            case NULL -> {}
            case BOOLEAN -> cursor.skipBoolean();
            case INT -> cursor.readInt();
            case LONG -> cursor.readLong();
            case FLOAT -> cursor.skip(Float.BYTES, "a float");
            case DOUBLE -> cursor.skip(Double.BYTES, "a double");
            case STRING -> cursor.skipText();
            case BYTES -> cursor.skipBytes();
            case FIXED -> cursor.skip(schema.getFixedSize(), "a fixed");
            case ENUM -> index(schema.getEnumSymbols().size(), "enum symbol");
            case UNION -> union(schema.getTypes(), depth);
            case RECORD -> record(schema.getFields(), depth);
            case ARRAY -> blocks(schema.getElementType(), false, depth);
            case MAP -> blocks(schema.getValueType(), true, depth);
        }
    }

    private void record(List<Schema.Field> fields, int depth) throws MalformedWire {
        // Not for-each: an iterator for each record is what this walk would allocate most.
        for (int i = 0; i < fields.size(); i++) {
            walk(fields.get(i).schema(), depth + 1);
        }
    }

    private void union(List<Schema> branches, int depth) throws MalformedWire {
        walk(branches.get(index(branches.size(), "union branch")), depth + 1);
    }

    private int index(int size, String what) throws MalformedWire {
        int index = cursor.readInt();
        if (index < 0 || index >= size) {
            throw cursor.malformed(what + " " + index + " of " + size);
        }
        return index;
    }

    private void blocks(Schema item, boolean keyed, int depth) throws MalformedWire {
        for (long count = cursor.readLong(); count != 0; count = cursor.readLong()) {
            if (count > 0) {
                items(count, item, keyed, depth);
            } else {
                sizedBlock(count, item, keyed, depth);
            }
        }
    }

    /** A negative count stands before the block's size in bytes, which a reader may use to skip it: so it must be true. */
    private void sizedBlock(long negativeCount, Schema item, boolean keyed, int depth) throws MalformedWire {
        long size = cursor.readLong();
        int start = cursor.position();
        if (negativeCount == Long.MIN_VALUE || size < 0 || size > cursor.remaining()) {
            throw cursor.malformed("a block of " + size + " bytes where " + cursor.remaining() + " remain");
        }
        items(-negativeCount, item, keyed, depth);
        if (cursor.position() - start != size) {
            throw cursor.malformed("a block that is not of the " + size + " bytes it says");
        }
    }

    private void items(long count, Schema item, boolean keyed, int depth) throws MalformedWire {
        // Each item takes a byte at least, or a step of the budget; no declared count can be larger than what is left.
        if (count > cursor.remaining()) {
            throw cursor.malformed(count + " items where " + cursor.remaining() + " bytes remain");
        }
        for (long i = 0; i < count; i++) {
            if (keyed) {
                cursor.skipText();
            }
            walk(item, depth + 1);
        }
    }
}
