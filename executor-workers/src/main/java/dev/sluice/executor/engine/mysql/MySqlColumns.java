package dev.sluice.executor.engine.mysql;

import dev.sluice.executor.rows.EncodedColumn;
import dev.sluice.message.Column;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The columns of a result, all known from the result itself: neither driver asks the server for them. */
final class MySqlColumns {
    private MySqlColumns() {}

    static List<EncodedColumn> of(ResultSet rows) throws SQLException {
        ResultSetMetaData metadata = rows.getMetaData();
        List<EncodedColumn> columns = new ArrayList<>(metadata.getColumnCount());
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            String type = metadata.getColumnTypeName(i).toLowerCase(Locale.ROOT);
            MySqlRule rule = MySqlRule.of(type);
            // Connector/J knows of no name where there is an empty one.
            String label = Objects.requireNonNullElse(metadata.getColumnLabel(i), "");
            Column column = new Column(label, type, rule.encoding(), true);
            columns.add(new EncodedColumn(column, rule.cell(metadata.getPrecision(i))));
        }
        return columns;
    }
}
