package dev.sluice.executor.engine.postgresql;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.util.PGbytea;

/** How the text form of a PostgreSQL value becomes JSON; one rule per group of types, the same for columns and array elements. */
interface PostgresText {
    /** As the reply names it. */
    String encoding();

    /** Writes one JSON value for the text of a value that is not NULL. */
    void write(String text, JsonGenerator json) throws IOException;

    /** The rule for a type by its name in pg_type; the text itself for types without one of their own. */
    static PostgresText of(String type) {
        return type.startsWith("_") ? new PostgresArray(scalar(type.substring(1))) : scalar(type);
    }

    private static PostgresText scalar(String type) {
        return switch (type) {
            case "bool" -> Scalar.BOOLEAN;
            case "int2", "int4", "int8", "oid" -> Scalar.INTEGER;
            case "numeric" -> Scalar.DECIMAL;
            case "float4" -> Scalar.FLOAT;
            case "float8" -> Scalar.DOUBLE;
            case "date" -> Scalar.DATE;
            case "time", "timetz" -> Scalar.TIME;
            case "timestamp" -> Scalar.TIMESTAMP;
            case "timestamptz" -> Scalar.TIMESTAMP_WITH_ZONE;
            case "bytea" -> Scalar.BYTES;
            case "json", "jsonb" -> Scalar.JSON;
            default -> Scalar.TEXT;
        };
    }

    /** The rules for values that are not arrays. */
    enum Scalar implements PostgresText {
        BOOLEAN("boolean") {
            @Override
            public void write(String text, JsonGenerator json) throws IOException {
                json.writeBoolean(text.startsWith("t"));
            }
        },
        INTEGER("integer") {
            @Override
            public void write(String text, JsonGenerator json) throws IOException {
                json.writeNumber(Long.parseLong(text));
            }
        },
        FLOAT("double") {
            @Override
            public void write(String text, JsonGenerator json) throws IOException {
                json.writeNumber(Float.parseFloat(text)); // NaN and infinities leave as strings
            }
        },
        DOUBLE("double") {
            @Override
            public void write(String text, JsonGenerator json) throws IOException {
                json.writeNumber(Double.parseDouble(text)); // NaN and infinities leave as strings
            }
        },
        TIMESTAMP("timestamp") {
            @Override
            public void write(String text, JsonGenerator json) throws IOException {
                json.writeString(PostgresTime.iso(text));
            }
        },
        TIMESTAMP_WITH_ZONE("timestamptz") {
            @Override
            public void write(String text, JsonGenerator json) throws IOException {
                json.writeString(PostgresTime.utc(text));
            }
        },
        BYTES("base64") {
            @Override
            public void write(String text, JsonGenerator json) throws IOException {
                try { // a job may set bytea_output, and either form is possible
                    json.writeBinary(PGbytea.toBytes(text.getBytes(StandardCharsets.ISO_8859_1)));
                } catch (SQLException unreadable) {
                    throw new IOException("not the text of a bytea", unreadable);
                }
            }
        },
        DECIMAL("decimal"),
        DATE("date"),
        TIME("time"),
        JSON("json"),
        TEXT("text");

        private final String encoding;

        Scalar(String encoding) {
            this.encoding = encoding;
        }

        @Override
        public String encoding() {
            return encoding;
        }

        /** The text as it is. */
        @Override
        public void write(String text, JsonGenerator json) throws IOException {
            json.writeString(text);
        }
    }
}
