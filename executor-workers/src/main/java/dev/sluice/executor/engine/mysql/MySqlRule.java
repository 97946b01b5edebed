package dev.sluice.executor.engine.mysql;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.executor.rows.Cell;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How values become JSON, one rule per group of types; the same JSON as PostgreSQL's for the same value. */
enum MySqlRule {
    INTEGER("integer") {
        @Override
        void write(String text, JsonGenerator json) throws IOException {
            json.writeNumber(Long.parseLong(text));
        }
    },
    FLOAT("double") {
        @Override
        void write(String text, JsonGenerator json) throws IOException {
            json.writeNumber(Float.parseFloat(text));
        }
    },
    DOUBLE("double") {
        @Override
        void write(String text, JsonGenerator json) throws IOException {
            json.writeNumber(Double.parseDouble(text));
        }
    },
    DATE("date") {
        @Override
        void write(String text, JsonGenerator json) throws IOException {
            MySqlTime.write(MySqlTime.date(text), json);
        }
    },
    TIME("time") {
        @Override
        void write(String text, JsonGenerator json) throws IOException {
            MySqlTime.write(MySqlTime.time(text), json);
        }
    },
    TIMESTAMP("timestamp") {
        @Override
        void write(String text, JsonGenerator json) throws IOException {
            MySqlTime.write(MySqlTime.timestamp(text), json);
        }
    },
    TIMESTAMP_WITH_ZONE("timestamptz") {
        @Override
        void write(String text, JsonGenerator json) throws IOException {
            MySqlTime.write(MySqlTime.timestamp(text).map(time -> time + 'Z'), json);
        }
    },
    BYTES("base64") {
        @Override
        Cell cell(int precision) {
            return (rows, index, json) -> {
                byte[] value = rows.getBytes(index);
                if (value == null) {
                    json.writeNull();
                } else {
                    json.writeBinary(value);
                }
            };
        }
    },
    BITS("text") {
        @Override
        Cell cell(int precision) {
            return (rows, index, json) -> writeBits(rows, index, precision, json);
        }
    },
    DECIMAL("decimal") {
        @Override
        void write(String text, JsonGenerator json) throws IOException {
            json.writeString(new BigDecimal(text).toPlainString()); // Connector/J says 1E-30
        }
    },
    JSON("json"),
    TEXT("text");

    private final String encoding;

    MySqlRule(String encoding) {
        this.encoding = encoding;
    }

    /** The rule for a type by its name in small letters, as either driver spells it. */
    static MySqlRule of(String type) {
        return switch (type) {
            case "tinyint", "smallint", "mediumint", "int", "integer", "bigint", "year" -> INTEGER;
            case "tinyint unsigned", "smallint unsigned", "mediumint unsigned", "int unsigned", "integer unsigned" ->
                INTEGER;
            case "bigint unsigned", "decimal", "decimal unsigned" -> DECIMAL; // 64 bits without a sign are no long
            case "float", "float unsigned" -> FLOAT;
            case "double", "double unsigned" -> DOUBLE;
            case "date" -> DATE;
            case "time" -> TIME;
            case "datetime" -> TIMESTAMP;
            case "timestamp" -> TIMESTAMP_WITH_ZONE;
            case "bit" -> BITS;
            case "json" -> JSON;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "vector" -> BYTES;
            case "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon" -> BYTES;
            case "geometrycollection" -> BYTES;
            default -> TEXT;
        };
    }

    /** As the reply names it. */
    String encoding() {
        return encoding;
    }

    /** Writes the values of a column of this many digits. */
    Cell cell(int precision) {
        return (rows, index, json) -> {
            String text = rows.getString(index);
            if (text == null) {
                json.writeNull();
            } else {
                write(text, json);
            }
        };
    }

    /** The text as it is. */
    void write(String text, JsonGenerator json) throws IOException {
        json.writeString(text);
    }

    private static void writeBits(ResultSet rows, int index, int precision, JsonGenerator json)
            throws SQLException, IOException {
        byte[] value = rows.getBytes(index);
        if (value == null) {
            json.writeNull();
            return;
        }
        String bits = new BigInteger(1, value).toString(2);
        json.writeString("0".repeat(Math.max(0, precision - bits.length())) + bits);
    }
}
