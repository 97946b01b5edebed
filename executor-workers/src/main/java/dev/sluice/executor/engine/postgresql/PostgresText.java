package dev.sluice.executor.engine.postgresql;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.core.Oid;
import org.postgresql.util.PGbytea;

/** How the text form of a PostgreSQL value becomes JSON; one rule per group of types, the same for columns and array elements. */
interface PostgresText {
    /** As the reply names it. */
    String encoding();

    /** Writes one JSON value for the text of a value that is not NULL. */
    void write(String text, JsonGenerator json) throws IOException;

    /** The rule for a type that is no array; the text itself for types without one of their own. Anybody may give a type any name. */
    static PostgresText of(int oid) {
        return switch (oid) {
            case Oid.BOOL -> Scalar.BOOLEAN;
            case Oid.INT2, Oid.INT4, Oid.INT8, Oid.OID -> Scalar.INTEGER;
            case Oid.NUMERIC -> Scalar.DECIMAL;
            case Oid.FLOAT4 -> Scalar.FLOAT;
            case Oid.FLOAT8 -> Scalar.DOUBLE;
            case Oid.DATE -> Scalar.DATE;
            case Oid.TIME, Oid.TIMETZ -> Scalar.TIME;
            case Oid.TIMESTAMP -> Scalar.TIMESTAMP;
            case Oid.TIMESTAMPTZ -> Scalar.TIMESTAMP_WITH_ZONE;
            case Oid.BYTEA -> Scalar.BYTES;
            case Oid.JSON, Oid.JSONB -> Scalar.JSON;
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
