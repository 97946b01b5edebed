package dev.sluice.api.history;

import dev.sluice.message.JobState;
import java.util.Optional;

/** Which jobs to list, newest first. */
record JobFilter(
        Optional<String> tenant,
        Optional<String> database,
        Optional<JobState> state,
        int limit,
        Optional<Cursor> after) {}
