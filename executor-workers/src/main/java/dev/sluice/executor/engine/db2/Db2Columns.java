package dev.sluice.executor.engine.db2;

import dev.sluice.executor.rows.EncodedColumn;
import dev.sluice.message.Column;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The columns of a result, by the names that Db2 gives its types. */
final class Db2Columns {
    private Db2Columns() {}

    static List<EncodedColumn> of(ResultSet rows) throws SQLException {
        ResultSetMetaData metadata = rows.getMetaData();
        List<EncodedColumn> columns = new ArrayList<>(metadata.getColumnCount());
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            String type = metadata.getColumnTypeName(i).toLowerCase(Locale.ROOT);
            Db2Rule rule = Db2Rule.of(type);
            columns.add(new EncodedColumn(
                    new Column(metadata.getColumnLabel(i), type, rule.encoding(), true), rule::write));
        }
        return columns;
    }
}
