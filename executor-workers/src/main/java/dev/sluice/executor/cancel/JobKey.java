package dev.sluice.executor.cancel;

import dev.sluice.message.QueryJob;

/** A job's id within its tenant. */
record JobKey(String tenant, String jobId) {
    static JobKey of(QueryJob job) {
        return new JobKey(job.getTenant(), job.getJobId());
    }
}
