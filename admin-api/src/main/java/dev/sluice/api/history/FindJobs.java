package dev.sluice.api.history;

import dev.sluice.api.job.JobKey;
import dev.sluice.api.job.JobView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Jobs by id. */
final class FindJobs {
    private static final String NAMED = "select " + JobRow.COLUMNS + " from sluice.job where tenant = ? and job_id = ?";
    private static final String WITH_ID = "select " + JobRow.COLUMNS + " from sluice.job where job_id = ? limit 2";

    private FindJobs() {}

    static Optional<JobView> named(Connection connection, JobKey key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NAMED)) {
            select.setString(1, key.tenant());
            select.setString(2, key.jobId());
            return rows(select).stream().findFirst();
        }
    }

    static List<JobView> withId(Connection connection, String jobId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(WITH_ID)) {
            select.setString(1, jobId);
            return rows(select);
        }
    }

    static List<JobView> rows(PreparedStatement select) throws SQLException {
        try (ResultSet found = select.executeQuery()) {
            List<JobView> jobs = new ArrayList<>();
            while (found.next()) {
                jobs.add(JobRow.read(found));
            }
            return jobs;
        }
    }
}
