package dev.sluice.dispatcher.decide;

import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.route.Output.Retries;
import dev.sluice.dispatcher.route.Output.Subject;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.job.Identifiers;
import org.jspecify.annotations.Nullable;

/** Whom a dead letter is about; ids and names that are none are left out, the original bytes hold them. */
final class Subjects {
    private Subjects() {}

    static Subject of(QueryRequest request) {
        String jobId = Identifiers.validJobId(request.getJobId()) ? request.getJobId() : null;
        return new Subject(jobId, name(request.getTenant()), name(request.getDatabase()), 0, false, null, Retries.NONE);
    }

    /** One that is retried all the same is not to be redriven beside that. */
    static Subject of(LiveJob job, Retries retries) {
        return new Subject(
                job.key().jobId(),
                job.key().tenant(),
                job.key().database(),
                job.tries().attempt(),
                retries.at() == null,
                job.request(),
                retries);
    }

    private static @Nullable String name(String name) {
        return Identifiers.validName(name) ? name : null;
    }
}
