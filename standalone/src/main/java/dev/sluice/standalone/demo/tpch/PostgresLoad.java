package dev.sluice.standalone.demo.tpch;

import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Fills an empty PostgreSQL database by COPY, table by table, then builds the indexes. Runs in the caller's thread. */
public final class PostgresLoad {
    private static final int FLUSH_BYTES = 64 * 1024;

    private final double scale;
    private final Consumer<LoadStep> progress;

    public PostgresLoad(double scale, Consumer<LoadStep> progress) {
        this.scale = scale;
        this.progress = progress;
    }

    /** Leaves the connection in autocommit mode, the tables committed one by one. */
    public void into(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        SqlScript.run(connection, PostgresLoad.class, "postgresql/tables.sql");
        long total = TpchTables.expectedRows(scale);
        long done = 0;
        for (TpchTable<?> table : TpchTables.IN_LOAD_ORDER) {
            done = copy(connection, table, done, total);
            progress.accept(new LoadStep(table.getTableName(), done, total, true));
        }
        SqlScript.run(connection, PostgresLoad.class, "postgresql/indexes.sql");
        progress.accept(new LoadStep("indexes", total, total, true));
    }

    private <E extends TpchEntity> long copy(Connection connection, TpchTable<E> table, long before, long total)
            throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table.getTableName() + " from stdin (delimiter '|')");
        StringBuilder lines = new StringBuilder(FLUSH_BYTES + 1024);
        long done = before;
        for (E row : TpchTables.rows(table, scale)) {
            line(row, lines);
            done++;
            if (lines.length() >= FLUSH_BYTES) {
                flush(copy, lines);
                progress.accept(new LoadStep(table.getTableName(), done, total, false));
            }
        }
        flush(copy, lines);
        copy.endCopy();
        return done;
    }

    /** The generator closes each line with one more delimiter, as dbgen does; COPY would take it for another column. */
    private static void line(TpchEntity row, StringBuilder lines) {
        lines.append(row.toLine());
        if (lines.charAt(lines.length() - 1) == '|') {
            lines.setLength(lines.length() - 1);
        }
        lines.append('\n');
    }

    private static void flush(CopyIn copy, StringBuilder lines) throws SQLException {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
    }
}
