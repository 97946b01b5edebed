package dev.sluice.sink.keep;

import dev.sluice.sink.fold.JobChange;
import dev.sluice.sink.fold.JobColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Inserts jobs, or merges changes into the rows there by the rule of each column. At most one change per job. */
final class UpsertJobs {
    private static final List<JobColumn> COLUMNS = List.of(JobColumn.values());
    private static final String SQL = "INSERT INTO sluice.job AS j (" + joined(JobColumn::column) + ") SELECT "
            + joined(ColumnArray::read) + " FROM unnest(" + joined(ColumnArray::placeholder) + ") AS e("
            + joined(JobColumn::column) + ") ON CONFLICT (tenant, job_id) DO UPDATE SET (" + merged(JobColumn::column)
            + ") = (SELECT " + merged(JobColumn::mergeSql) + " FROM (SELECT " + JobColumn.onwardSql()
            + " AS onward OFFSET 0) progress)";

    private UpsertJobs() {}

    static void run(Connection connection, List<JobChange> jobs) throws SQLException {
        if (jobs.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement(SQL)) {
            int parameter = 0;
            for (JobColumn column : COLUMNS) {
                upsert.setArray(++parameter, ColumnArray.of(connection, column, jobs));
            }
            upsert.executeUpdate();
        }
    }

    private static String joined(Function<JobColumn, String> part) {
        return COLUMNS.stream().map(part).collect(Collectors.joining(", "));
    }

    private static String merged(Function<JobColumn, String> part) {
        return COLUMNS.stream().filter(column -> !column.key()).map(part).collect(Collectors.joining(", "));
    }
}
