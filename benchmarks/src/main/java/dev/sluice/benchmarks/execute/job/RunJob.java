package dev.sluice.benchmarks.execute.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import javax.sql.DataSource;

/**
 * What a program written by hand does for a job: a connection from the pool, the statement, its rows as JSON. A select commits by itself,
 * an insert has a transaction of its own. Thread-safe.
 */
public record RunJob(DataSource pool) {
    private static final JsonFactory JSON = new JsonFactory();

    /** What came of it, and as a message of about the size of Sluice's. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Done(long rows, byte[] reply) {}

    public Done run(String id, String sql, long parameter, boolean writes) throws SQLException {
        if (writes) {
            return insert(id, sql, parameter, true);
        }
        try (Connection connection = pool.getConnection()) {
            return read(connection, id, sql, parameter);
        }
    }

    /** In a transaction of its own, or committing by itself. */
    public Done insert(String id, String sql, long parameter, boolean transaction) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(!transaction);
            return write(connection, id, sql, parameter); // the pool rolls back what failed
        }
    }

    /** Runs it and answers in memory. */
    public void answer(Question question) {
        try {
            Workload what = question.workload();
            question.answered(run(question.id(), what.sql(), question.parameter(), what.writes())
                    .rows());
        } catch (SQLException | RuntimeException failed) {
            question.answer().completeExceptionally(failed);
        }
    }

    private static Done write(Connection connection, String id, String sql, long parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, parameter);
            int changed = statement.executeUpdate();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return reply(id, json -> {
                json.writeNumberField("updateCount", changed);
                return 0;
            });
        }
    }

    private static Done read(Connection connection, String id, String sql, long parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                return reply(id, json -> rows(rows, json));
            }
        }
    }

    private interface Body {
        long write(JsonGenerator json) throws SQLException, IOException;
    }

    private static Done reply(String id, Body body) throws SQLException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("jobId", id);
            json.writeStringField("state", "SUCCEEDED");
            json.writeNumberField("at", System.nanoTime());
            long rows = body.write(json);
            json.writeNumberField("rowCount", rows);
            json.writeEndObject();
            json.flush();
            return new Done(rows, bytes.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written to", impossible);
        }
    }

    private static long rows(ResultSet rows, JsonGenerator json) throws SQLException, IOException {
        ResultSetMetaData columns = rows.getMetaData();
        json.writeArrayFieldStart("columns");
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            json.writeStartObject();
            json.writeStringField("name", columns.getColumnLabel(column));
            json.writeStringField("type", columns.getColumnTypeName(column));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
        long count = 0;
        while (rows.next()) {
            row(rows, columns, json);
            count++;
        }
        json.writeEndArray();
        return count;
    }

    static void row(ResultSet rows, ResultSetMetaData columns, JsonGenerator json) throws SQLException, IOException {
        json.writeStartArray();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            switch (columns.getColumnType(column)) {
                case Types.INTEGER, Types.BIGINT -> json.writeNumber(rows.getLong(column));
                case Types.BIT, Types.BOOLEAN -> json.writeBoolean(rows.getBoolean(column));
                default -> json.writeString(rows.getString(column));
            }
        }
        json.writeEndArray();
    }
}
