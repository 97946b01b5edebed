package dev.sluice.executor.engine.postgresql;

import dev.sluice.executor.rows.Cell;
import dev.sluice.executor.rows.EncodedColumn;
import dev.sluice.message.Column;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.TypeInfo;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PgResultSet;

/**
 * The columns of a result. Type names come from the driver's table by OID: {@code getColumnTypeName} and {@code isNullable}
 * would each ask the server, inside the job's own transaction.
 */
final class PostgresColumns {
    private PostgresColumns() {}

    static List<EncodedColumn> of(ResultSet rows) throws SQLException {
        PgResultSet result = rows.unwrap(PgResultSet.class);
        TypeInfo types =
                rows.getStatement().getConnection().unwrap(PgConnection.class).getTypeInfo();
        ResultSetMetaData metadata = result.getMetaData();
        List<EncodedColumn> columns = new ArrayList<>(metadata.getColumnCount());
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            String type = types.getPGType(result.getColumnOID(i));
            columns.add(column(metadata.getColumnLabel(i), type == null ? "unknown" : type));
        }
        return columns;
    }

    private static EncodedColumn column(String label, String type) {
        PostgresText rule = PostgresText.of(type);
        return new EncodedColumn(new Column(label, type, rule.encoding(), true), cell(rule));
    }

    private static Cell cell(PostgresText rule) {
        return (rows, index, json) -> {
            String text = rows.getString(index);
            if (text == null) {
                json.writeNull();
            } else {
                rule.write(text, json);
            }
        };
    }
}
