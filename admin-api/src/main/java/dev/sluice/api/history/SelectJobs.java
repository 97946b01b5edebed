package dev.sluice.api.history;

import dev.sluice.api.job.JobView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** One page of jobs by when they were submitted, newest first: a range of an index, however far back. */
final class SelectJobs {
    private SelectJobs() {}

    static List<JobView> by(Connection connection, JobFilter filter) throws SQLException {
        List<Object> values = new ArrayList<>();
        StringBuilder sql =
                new StringBuilder("select " + JobRow.COLUMNS + " from sluice.job where submitted_at is not null");
        filter.tenant().ifPresent(tenant -> and(sql, values, " and tenant = ?", tenant));
        filter.database().ifPresent(database -> and(sql, values, " and database = ?", database));
        filter.state().ifPresent(state -> and(sql, values, " and state = ?", state.name()));
        filter.after().ifPresent(after -> {
            and(sql, values, " and (submitted_at, job_id) < (?, ?)", after.at().atOffset(ZoneOffset.UTC));
            values.add(after.id());
        });
        and(sql, values, " order by submitted_at desc nulls last, job_id desc limit ?", filter.limit());
        try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            return FindJobs.rows(select);
        }
    }

    // Only the constants above become SQL; every value is bound.
    private static void and(StringBuilder sql, List<Object> values, String condition, Object value) {
        sql.append(condition);
        values.add(value);
    }
}
