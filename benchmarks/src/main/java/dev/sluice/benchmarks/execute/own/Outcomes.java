package dev.sluice.benchmarks.execute.own;

import dev.sluice.message.ExecutionMetrics;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.util.concurrent.atomic.LongAdder;

/** Reads outcomes and adds up what they say about the time in the database. Thread-safe. */
final class Outcomes {
    private final Messages messages;
    private final LongAdder databaseMicros = new LongAdder();

    Outcomes(Messages messages) {
        this.messages = messages;
    }

    /** Rows of a job that succeeded. Throws if it did not. */
    long rows(byte[] reply) {
        QueryReply outcome = decode(reply);
        if (outcome.getState() != JobState.SUCCEEDED) {
            throw new IllegalStateException(
                    "job " + outcome.getJobId() + " ended " + outcome.getState() + ": " + outcome.getError());
        }
        ExecutionMetrics metrics = outcome.getMetrics();
        if (metrics != null) {
            databaseMicros.add(metrics.getExecuteMicros() + metrics.getFetchMicros());
        }
        return outcome.getRowCount();
    }

    QueryReply decode(byte[] reply) {
        if (messages.decode(QueryReply.class, reply) instanceof Decoded.Message<QueryReply>(QueryReply read)) {
            return read;
        }
        throw new IllegalStateException("a reply cannot be read");
    }

    /** From sending statements to their last rows, since the last call. */
    long takeDatabaseMicros() {
        return databaseMicros.sumThenReset();
    }
}
