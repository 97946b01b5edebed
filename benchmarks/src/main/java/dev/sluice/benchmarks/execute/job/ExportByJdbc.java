package dev.sluice.benchmarks.execute.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The whole export table by JDBC, streamed, each row as JSON and then forgotten: what an export cannot beat. */
public record ExportByJdbc(DataSource pool) {
    public static final String SELECT = "select id, quantity, customer, paid, note from bench_export";

    /** As many as an executor asks for in a round trip. */
    private static final int FETCH_ROWS = 500;

    private static final JsonFactory JSON = new JsonFactory();

    /** Rows read. */
    public long run() throws SQLException, IOException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false); // or the driver reads everything at once
            try (PreparedStatement statement = connection.prepareStatement(SELECT);
                    JsonGenerator json = JSON.createGenerator(OutputStream.nullOutputStream())) {
                statement.setFetchSize(FETCH_ROWS);
                return encode(statement, json);
            } finally {
                connection.rollback();
            }
        }
    }

    private static long encode(PreparedStatement statement, JsonGenerator json) throws SQLException, IOException {
        long count = 0;
        try (ResultSet rows = statement.executeQuery()) {
            ResultSetMetaData columns = rows.getMetaData();
            json.writeStartArray();
            while (rows.next()) {
                RunJob.row(rows, columns, json);
                count++;
            }
            json.writeEndArray();
        }
        return count;
    }
}
