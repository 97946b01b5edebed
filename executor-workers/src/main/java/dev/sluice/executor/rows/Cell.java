package dev.sluice.executor.rows;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes one value of the current row as JSON, SQL NULL as null. Stateless, so one cell serves many results. */
@FunctionalInterface
public interface Cell {
    /** Writes exactly one JSON value. The index counts from 1, as in JDBC. */
    void write(ResultSet rows, int index, JsonGenerator json) throws SQLException, IOException;
}
