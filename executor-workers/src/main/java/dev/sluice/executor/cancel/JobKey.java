package dev.sluice.executor.cancel;

import dev.sluice.message.QueryJob;

/** The same id of another tenant, or on another database, is another job. */
record JobKey(String database, String tenant, String jobId) {
    static JobKey of(QueryJob job) {
        return new JobKey(job.getDatabase(), job.getTenant(), job.getJobId());
    }
}
