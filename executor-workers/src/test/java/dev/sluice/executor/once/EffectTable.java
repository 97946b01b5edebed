package dev.sluice.executor.once;

import dev.sluice.message.JobEvent;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table without keys that takes every effect, however often it comes, and the ledger beside it, both read past the executors. */
record EffectTable(String url, String user, Messages messages) {
    static EffectTable create(String url, String user, Messages messages) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE effect(job varchar(36) NOT NULL, part int NOT NULL)");
        }
        return new EffectTable(url, user, messages);
    }

    Books books(Map<String, List<QueryReply>> outcomes, Map<String, List<JobEvent>> ends) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement()) {
            Map<String, Map<Integer, Integer>> effects = new HashMap<>();
            try (ResultSet rows = statement.executeQuery("SELECT job, part, count(*) FROM effect GROUP BY job, part")) {
                while (rows.next()) {
                    effects.computeIfAbsent(rows.getString(1), job -> new HashMap<>())
                            .put(rows.getInt(2), rows.getInt(3));
                }
            }
            return new Books(outcomes, ends, effects, ledger(statement));
        }
    }

    private Map<String, QueryReply> ledger(Statement statement) throws SQLException {
        Map<String, QueryReply> ledger = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT job_id, outcome FROM sluice_ledger")) {
            while (rows.next()) {
                var stored = (Decoded.Message<QueryReply>) messages.decode(QueryReply.class, rows.getBytes(2));
                ledger.put(rows.getString(1), stored.value());
            }
        }
        return ledger;
    }
}
