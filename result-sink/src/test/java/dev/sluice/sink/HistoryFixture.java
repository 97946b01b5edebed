package dev.sluice.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks into a history database. */
public final class HistoryFixture {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddedPostgres postgres;
    private final String database;

    public HistoryFixture(EmbeddedPostgres postgres, String database) throws SQLException {
        this.postgres = postgres;
        this.database = database;
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                PreparedStatement create = connection.prepareStatement("CREATE DATABASE " + database)) {
            create.execute();
        }
    }

    public String url() {
        return postgres.getJdbcUrl("postgres", database);
    }

    /** Rows of a query, each as a map of column to value as JSON has it, absent if null. */
    public List<Map<String, Object>> rows(String query) throws SQLException, IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT to_jsonb(q) FROM (" + query + ") q");
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                Map<String, Object> row = new TreeMap<>();
                JSON.readTree(found.getString(1)).properties().forEach(field -> {
                    if (!field.getValue().isNull()) {
                        row.put(field.getKey(), JSON.convertValue(field.getValue(), Object.class));
                    }
                });
                rows.add(row);
            }
        }
        return rows;
    }

    /** The one row of the job with this id. */
    public Map<String, Object> job(String jobId) throws SQLException, IOException {
        List<Map<String, Object>> found = rows("SELECT * FROM sluice.job WHERE job_id = '" + jobId + "'");
        return found.isEmpty() ? Map.of() : found.getFirst();
    }

    public long count(String table) throws SQLException, IOException {
        return rows("SELECT 1 FROM sluice." + table).size();
    }

    /** Breaks every other connection to the database, as a restart of the server does. */
    public void breakConnections() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                PreparedStatement kill = connection.prepareStatement(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?")) {
            kill.setString(1, database);
            kill.execute();
        }
    }
}
