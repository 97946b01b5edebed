package dev.sluice.standalone.demo.tpch;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Fills an empty SQLite file by batches of prepared inserts in one transaction. Runs in the caller's thread. */
public final class SqliteLoad {
    private static final int BATCH = 1_000;

    private final double scale;
    private final Consumer<LoadStep> progress;

    public SqliteLoad(double scale, Consumer<LoadStep> progress) {
        this.scale = scale;
        this.progress = progress;
    }

    /** Commits once, at the end; leaves the connection in autocommit mode. */
    public void into(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        SqlScript.run(connection, SqliteLoad.class, "sqlite/tables.sql");
        long total = TpchTables.expectedRows(scale);
        long done = 0;
        for (TpchTable<?> table : TpchTables.IN_LOAD_ORDER) {
            done = insert(connection, table, done, total);
            progress.accept(new LoadStep(table.getTableName(), done, total, false));
        }
        SqlScript.run(connection, SqliteLoad.class, "sqlite/indexes.sql");
        connection.commit();
        connection.setAutoCommit(true);
        progress.accept(new LoadStep("indexes", total, total, true));
    }

    private <E extends TpchEntity> long insert(Connection connection, TpchTable<E> table, long before, long total)
            throws SQLException {
        List<TpchColumn<E>> columns = table.getColumns();
        long done = before;
        try (PreparedStatement insert = connection.prepareStatement(insertInto(table.getTableName(), columns))) {
            for (E row : TpchTables.rows(table, scale)) {
                for (int i = 0; i < columns.size(); i++) {
                    bind(insert, i + 1, columns.get(i), row);
                }
                insert.addBatch();
                if (++done % BATCH == 0) {
                    insert.executeBatch();
                    progress.accept(new LoadStep(table.getTableName(), done, total, false));
                }
            }
            insert.executeBatch();
        }
        return done;
    }

    private static <E extends TpchEntity> String insertInto(String table, List<TpchColumn<E>> columns) {
        return columns.stream()
                .map(TpchColumn::getColumnName)
                .collect(Collectors.joining(
                        ", ",
                        "insert into " + table + " (",
                        ") values (" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")"));
    }

    private static <E extends TpchEntity> void bind(PreparedStatement insert, int at, TpchColumn<E> column, E row)
            throws SQLException {
        switch (column.getType().getBase()) {
            case IDENTIFIER -> insert.setLong(at, column.getIdentifier(row));
            case INTEGER -> insert.setInt(at, column.getInteger(row));
            case DOUBLE -> insert.setDouble(at, column.getDouble(row));
            case DATE ->
                insert.setString(at, LocalDate.ofEpochDay(column.getDate(row)).toString());
            case VARCHAR -> insert.setString(at, column.getString(row));
        }
    }
}
