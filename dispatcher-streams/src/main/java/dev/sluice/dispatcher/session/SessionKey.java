package dev.sluice.dispatcher.session;

import dev.sluice.dispatcher.job.JobKey;

/** Which session: the same id of another tenant or on another database is another one. */
public record SessionKey(String database, String tenant, String id) {
    /** The session of this id for a job. */
    public static SessionKey of(JobKey job, String id) {
        return new SessionKey(job.database(), job.tenant(), id);
    }

    /** As it stands in the state store: no part can hold a slash. */
    public String path() {
        return database + '/' + tenant + '/' + id;
    }

    /** The inverse of {@link #path()}. */
    public static SessionKey parse(String path) {
        int first = path.indexOf('/');
        int last = path.lastIndexOf('/');
        return new SessionKey(path.substring(0, first), path.substring(first + 1, last), path.substring(last + 1));
    }
}
