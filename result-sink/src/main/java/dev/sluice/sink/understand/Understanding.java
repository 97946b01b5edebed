package dev.sluice.sink.understand;

import dev.sluice.message.JobError;
import dev.sluice.sink.fold.Rows;

/** What became of one record. */
public sealed interface Understanding {
    /** These rows; none if the record says nothing that is kept. */
    record Understood(Rows rows) implements Understanding {}

    /** Not a message of its topic and never will be. */
    record Nonsense(JobError error) implements Understanding {}

    /** Nobody can say now; ask again later. */
    record NotNow(String reason) implements Understanding {}
}
