package dev.sluice.api;

import dev.sluice.api.follow.CommandAnswers;
import dev.sluice.api.follow.Databases;
import dev.sluice.api.follow.EndOffsets;
import dev.sluice.api.follow.JobTail;
import dev.sluice.api.follow.RecentJobs;
import dev.sluice.api.history.History;
import dev.sluice.api.result.StoredRows;

/** Where the answers come from: memory, the reader that fills it, how far that has to read, the history, and large results. */
record Known(
        RecentJobs recent,
        CommandAnswers answers,
        Databases databases,
        JobTail tail,
        EndOffsets ends,
        History history,
        StoredRows stored) {}
