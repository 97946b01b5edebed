package dev.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class WireGateTest {
    private static final Schema STRING = schema("\"string\"");
    private static final Schema BYTES = schema("\"bytes\"");
    private static final Schema LONGS = schema("{'type':'array','items':'long'}");
    private static final Schema NULLS = schema("{'type':'array','items':'null'}");
    private static final Schema MAP = schema("{'type':'map','values':'int'}");
    private static final Schema TREE =
            schema("{'type':'record','name':'Tree','fields':[{'name':'next','type':['null','Tree']}]}");

    @Test
    void wholeValuesPass() {
        passes(STRING, wire().number(2).text("hi"));
        passes(BYTES, wire().number(0));
        passes(LONGS, wire().number(2).number(7).number(8).number(0));
        passes(LONGS, wire().number(-2).number(2).number(7).number(8).number(0));
        passes(MAP, wire().number(1).number(1).text("k").number(5).number(0));
        passes(TREE, wire().number(1).number(1).number(0));
        passes(schema("'double'"), wire().raw(8));
        passes(schema("{'type':'fixed','name':'F','size':3}"), wire().raw(3));
    }

    @Test
    void lengthsBeyondTheBytesAreRefused() {
        refuses(STRING, wire().number(2L << 30), "text of 2147483648 bytes where 0 remain");
        refuses(BYTES, wire().number(Long.MAX_VALUE), "bytes of 9223372036854775807 bytes");
        refuses(STRING, wire().number(-1), "text of -1 bytes");
        refuses(BYTES, wire().number(Long.MIN_VALUE), "bytes of -9223372036854775808");
        refuses(schema("'double'"), wire().raw(7), "a double of 8 bytes where 7 remain");
    }

    @Test
    void itemsBeyondTheBytesAreRefused() {
        refuses(LONGS, wire().number(1_000_000_000).number(1), "1000000000 items where 1 bytes remain");
        refuses(MAP, wire().number(Integer.MAX_VALUE), "2147483647 items");
        refuses(NULLS, wire().number(100).number(0), "100 items where 1 bytes remain");
    }

    @Test
    void itemsThatTakeNoBytesDoNotTakeForEver() {
        Wire wire = wire();
        for (int block = 0; block < 5_000; block++) {
            wire.number(5_000);
        }
        refuses(NULLS, wire.number(0), "more values than the bytes account for");
    }

    @Test
    void negativeBlockCountsMustTellTheTruth() {
        refuses(LONGS, wire().number(Long.MIN_VALUE).number(1).number(7).number(0), "a block of");
        refuses(LONGS, wire().number(-1).number(2).number(7).number(0), "a block that is not of the 2 bytes it says");
        refuses(LONGS, wire().number(-1).number(-1).number(7).number(0), "a block of -1 bytes");
        refuses(LONGS, wire().number(-1).number(Long.MAX_VALUE).number(7).number(0), "a block of 9223372036854775807");
        refuses(LONGS, wire().number(-Long.MAX_VALUE).number(1).number(7).number(0), "9223372036854775807 items");
    }

    @Test
    void nestingIsBounded() {
        Wire wire = wire();
        for (int level = 0; level < 10_000; level++) {
            wire.number(1);
        }
        refuses(TREE, wire.number(0), "nesting deeper than 48");
    }

    @Test
    void indexesMustExist() {
        Schema color = schema("{'type':'enum','name':'Color','symbols':['RED','BLUE']}");
        refuses(color, wire().number(2), "enum symbol 2 of 2");
        refuses(color, wire().number(-1), "enum symbol -1 of 2");
        refuses(TREE, wire().number(2), "union branch 2 of 2");
    }

    @Test
    void numbersAreNotLongerThanTheirType() {
        refuses(schema("'int'"), wire().number(1L << 40), "a number longer than 5 bytes");
        refuses(schema("'int'"), wire().number(1L << 32), "an int beyond 32 bits");
        refuses(schema("'long'"), wire().bits(0xFF, 11), "a number longer than 10 bytes");
        refuses(schema("'long'"), wire().bits(0x80, 3), "the end within a number");
    }

    @Test
    void textMustBeUtf8AndBooleansMustBeOne() {
        refuses(STRING, wire().number(2).bits(0xC3, 1).bits('(', 1), "text that is not UTF-8");
        refuses(STRING, wire().number(3).bits(0xED, 1).bits(0xA0, 1).bits(0x80, 1), "text that is not UTF-8");
        refuses(schema("'boolean'"), wire().bits(2, 1), "a boolean that is neither 0 nor 1");
    }

    @Test
    void nothingMayFollow() {
        refuses(STRING, wire().number(0).raw(3), "3 bytes beyond the end");
    }

    private static void passes(Schema schema, Wire wire) {
        assertThatCode(() -> WireGate.check(schema, wire.bytes(), 0)).doesNotThrowAnyException();
    }

    private static void refuses(Schema schema, Wire wire, String why) {
        assertThatThrownBy(() -> WireGate.check(schema, wire.bytes(), 0))
                .isInstanceOf(MalformedWire.class)
                .hasMessageContaining(why);
    }

    private static Schema schema(String json) {
        return new Schema.Parser().parse(json.replace('\'', '"'));
    }

    private static Wire wire() {
        return new Wire();
    }

    /** Writes what no Avro encoder would. */
    static final class Wire {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Wire number(long value) {
            long zigZag = (value << 1) ^ (value >> 63);
            while ((zigZag & ~0x7FL) != 0) {
                bytes.write((int) ((zigZag & 0x7F) | 0x80));
                zigZag >>>= 7;
            }
            bytes.write((int) zigZag);
            return this;
        }

        Wire text(String text) {
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Wire raw(int count) {
            return bits(0, count);
        }

        Wire bits(int value, int count) {
            for (int i = 0; i < count; i++) {
                bytes.write(value);
            }
            return this;
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
