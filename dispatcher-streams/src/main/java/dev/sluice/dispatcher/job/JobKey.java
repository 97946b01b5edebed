package dev.sluice.dispatcher.job;

import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.job.Identifiers;
import java.util.Optional;

/** Which job: the idempotency key. The same jobId of another tenant or on another database is another job. */
public record JobKey(String database, String tenant, String jobId) implements Comparable<JobKey> {
    public JobKey {
        if (database.indexOf('/') >= 0 || tenant.indexOf('/') >= 0 || jobId.indexOf('/') >= 0) {
            throw new IllegalArgumentException("a key with a slash in a part could be read as another");
        }
    }

    /** The key of a request, if its names and ids are such that it can have one. */
    public static Optional<JobKey> of(QueryRequest request) {
        return of(request.getDatabase(), request.getTenant(), request.getJobId());
    }

    /** The key, if names and id are such that there can be one. */
    public static Optional<JobKey> of(String database, String tenant, String jobId) {
        boolean usable =
                Identifiers.validName(database) && Identifiers.validName(tenant) && Identifiers.validJobId(jobId);
        return usable ? Optional.of(new JobKey(database, tenant, jobId)) : Optional.empty();
    }

    /** As it stands in the state store: no part can hold a slash. */
    public String path() {
        return database + '/' + tenant + '/' + jobId;
    }

    /** The inverse of {@link #path()}. */
    public static JobKey parse(String path) {
        int first = path.indexOf('/');
        int last = path.lastIndexOf('/');
        return new JobKey(path.substring(0, first), path.substring(first + 1, last), path.substring(last + 1));
    }

    @Override
    public int compareTo(JobKey other) {
        int byDatabase = database.compareTo(other.database);
        int byTenant = byDatabase != 0 ? byDatabase : tenant.compareTo(other.tenant);
        return byTenant != 0 ? byTenant : jobId.compareTo(other.jobId);
    }
}
