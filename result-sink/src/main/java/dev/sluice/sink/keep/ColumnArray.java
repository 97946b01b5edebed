package dev.sluice.sink.keep;

import dev.sluice.sink.fold.JobChange;
import dev.sluice.sink.fold.JobColumn;
import dev.sluice.sink.fold.JobColumn.Holds;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the values that a batch has for one column travel: as one array. A statement of arrays has the same text for a batch of any size, so
 * that PostgreSQL parses and plans it once; rows of parameters cost it twice as much. What no array can hold travels as text.
 */
final class ColumnArray {
    private ColumnArray() {}

    static String placeholder(JobColumn column) {
        return "?::" + elementType(column.holds()) + "[]";
    }

    /** The column of the row {@code e} of arrays, as its table holds it. */
    static String read(JobColumn column) {
        String value = "e." + column.column();
        return switch (column.holds()) {
            case JSON -> value + "::jsonb";
            case BIGINTS -> value + "::bigint[]";
            case TEXT, INTEGER, BIGINT, BOOLEAN, INSTANT -> value;
        };
    }

    static Array of(Connection connection, JobColumn column, List<JobChange> jobs) throws SQLException {
        @Nullable Object[] values = array(column.holds(), jobs.size());
        Arrays.setAll(values, row -> element(jobs.get(row).get(column)));
        return connection.createArrayOf(elementType(column.holds()), values);
    }

    private static @Nullable Object element(@Nullable Object value) {
        return switch (value) {
            case List<?> numbers -> numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
            case Instant instant -> instant.toString();
            case null -> null;
            default -> value;
        };
    }

    private static String elementType(Holds holds) {
        return switch (holds) {
            case TEXT, JSON, BIGINTS -> "text";
            case INTEGER -> "int4";
            case BIGINT -> "int8";
            case BOOLEAN -> "bool";
            case INSTANT -> "timestamptz";
        };
    }

    /** Of the type that the driver knows a short form of. */
    private static @Nullable Object[] array(Holds holds, int length) {
        return switch (holds) {
            case TEXT, JSON, BIGINTS, INSTANT -> new @Nullable String[length];
            case INTEGER -> new @Nullable Integer[length];
            case BIGINT -> new @Nullable Long[length];
            case BOOLEAN -> new @Nullable Boolean[length];
        };
    }
}
