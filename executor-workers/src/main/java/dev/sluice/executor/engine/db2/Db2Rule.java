package dev.sluice.executor.engine.db2;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How values become JSON, one rule per group of types; the same JSON as PostgreSQL's for the same value. */
enum Db2Rule {
    BOOLEAN("boolean") {
        @Override
        void write(String text, JsonGenerator json) throws IOException {
            json.writeBoolean(text.startsWith("t") || text.startsWith("T") || text.equals("1"));
        }
    },
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
            json.writeNumber(Double.parseDouble(text)); // NaN and infinities leave as strings
        }
    },
    DECIMAL("decimal") {
        @Override
        void write(String text, JsonGenerator json) throws IOException {
            boolean number = Character.isDigit(text.charAt(text.length() - 1)); // DECFLOAT has NaN and infinities too
            json.writeString(number ? new BigDecimal(text).toPlainString() : text);
        }
    },
    TIMESTAMP("timestamp") {
        @Override
        void write(String text, JsonGenerator json) throws IOException {
            json.writeString(shortened(text.replace(' ', 'T')));
        }
    },
    BYTES("base64") {
        @Override
        void write(ResultSet rows, int index, JsonGenerator json) throws SQLException, IOException {
            byte[] value = rows.getBytes(index);
            if (value == null) {
                json.writeNull();
            } else {
                json.writeBinary(value);
            }
        }
    },
    DATE("date"),
    TIME("time"),
    TEXT("text");

    private final String encoding;

    Db2Rule(String encoding) {
        this.encoding = encoding;
    }

    /** The rule for a type by its name in small letters. */
    static Db2Rule of(String type) {
        if (type.endsWith("for bit data")) {
            return BYTES;
        }
        return switch (type) {
            case "boolean" -> BOOLEAN;
            case "smallint", "integer", "bigint" -> INTEGER;
            case "real" -> FLOAT;
            case "double", "float", "double precision" -> DOUBLE;
            case "decimal", "numeric", "decfloat" -> DECIMAL;
            case "date" -> DATE;
            case "time" -> TIME;
            case "timestamp" -> TIMESTAMP;
            case "binary", "varbinary", "blob", "rowid" -> BYTES;
            default -> TEXT;
        };
    }

    /** As the reply names it. */
    String encoding() {
        return encoding;
    }

    /** The value of a column, or null. */
    void write(ResultSet rows, int index, JsonGenerator json) throws SQLException, IOException {
        String text = rows.getString(index);
        if (text == null) {
            json.writeNull();
        } else {
            write(text, json);
        }
    }

    /** The text as it is. */
    void write(String text, JsonGenerator json) throws IOException {
        json.writeString(text);
    }

    /** Without the zeros at the end of the fraction: they come from the column's precision, and drivers disagree about them. */
    private static String shortened(String time) {
        if (time.indexOf('.') < 0) {
            return time;
        }
        int end = time.length();
        while (time.charAt(end - 1) == '0') {
            end--;
        }
        return time.substring(0, time.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
