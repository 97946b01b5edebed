package dev.sluice.api.job;

/** What names a job across the platform: a job id is unique within its tenant only. */
public record JobKey(String tenant, String jobId) {}
