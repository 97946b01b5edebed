package dev.sluice.executor.engine.postgresql;

import dev.sluice.executor.rows.Cell;
import dev.sluice.executor.rows.EncodedColumn;
import dev.sluice.message.Column;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.TypeInfo;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PgResultSet;

/**
 * The columns of a result. What their types are comes from the driver's table by OID, which asks the server once on each connection for a
 * type that does not come with it; {@code getColumnTypeName} and {@code isNullable} would ask each time, inside the job's own transaction.
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
            int oid = result.getColumnOID(i);
            String type = types.getPGType(oid);
            PostgresText rule = rule(types, oid);
            columns.add(new EncodedColumn(
                    new Column(metadata.getColumnLabel(i), type == null ? "unknown" : type, rule.encoding(), true),
                    cell(rule)));
        }
        return columns;
    }

    /** Having elements makes no array: a name and a point have some. */
    private static PostgresText rule(TypeInfo types, int oid) throws SQLException {
        PostgresText scalar = PostgresText.of(oid);
        if (scalar != PostgresText.Scalar.TEXT || types.getSQLType(oid) != Types.ARRAY) {
            return scalar;
        }
        return new PostgresArray(PostgresText.of(types.getPGArrayElement(oid)), types.getArrayDelimiter(oid));
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
