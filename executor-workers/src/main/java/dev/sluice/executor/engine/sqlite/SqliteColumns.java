package dev.sluice.executor.engine.sqlite;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.executor.rows.EncodedColumn;
import dev.sluice.message.Column;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The columns of a result. Each value is written by its own storage class; the encoding named is what the declared type suggests. */
final class SqliteColumns {
    private SqliteColumns() {}

    static List<EncodedColumn> of(ResultSet rows) throws SQLException {
        ResultSetMetaData metadata = rows.getMetaData();
        List<EncodedColumn> columns = new ArrayList<>(metadata.getColumnCount());
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            String type = metadata.getColumnTypeName(i);
            columns.add(new EncodedColumn(
                    new Column(metadata.getColumnLabel(i), type == null ? "" : type, encoding(type), true),
                    SqliteColumns::write));
        }
        return columns;
    }

    private static void write(ResultSet rows, int index, JsonGenerator json) throws SQLException, IOException {
        Object value = rows.getObject(index);
        switch (value) {
            case null -> json.writeNull();
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number); // infinities leave as strings
            case byte[] blob -> json.writeBinary(blob);
            default -> json.writeString(value.toString());
        }
    }

    /** SQLite's own rules of type affinity. */
    private static String encoding(@Nullable String declared) {
        String type = declared == null ? "" : declared.toUpperCase(Locale.ROOT);
        if (type.contains("INT")) {
            return "integer";
        }
        if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
            return "text";
        }
        if (type.contains("BLOB")) {
            return "base64";
        }
        return type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB") ? "double" : "text";
    }
}
