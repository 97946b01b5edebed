package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.ExecutionMetrics;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Policy;
import dev.sluice.message.QueryJob;
import dev.sluice.message.StatementClass;
import dev.sluice.schemas.job.ErrorCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the tests about retries of dead letters have in common. */
final class Retries {
    static final Duration INTERVAL = Duration.ofSeconds(10);
    static final Duration NEARLY = INTERVAL.minusSeconds(1);

    private Retries() {}

    /** The only job that was routed since the last look. */
    static QueryJob routed(DispatcherDriver driver) {
        List<QueryJob> jobs = driver.jobs(Lane.FAST);
        assertThat(jobs).hasSize(1);
        return jobs.getFirst();
    }

    /** An executor that has tried this job often enough gives it back. */
    static void giveUp(DispatcherDriver driver, QueryJob job) {
        release(driver, job, ErrorCode.RETRY_EXHAUSTED);
    }

    static void release(DispatcherDriver driver, QueryJob job, ErrorCode code) {
        driver.tell(Requests.event(job, EventType.RELEASED, JobState.RETRYING, driver.clock.instant())
                .setError(ErrorCatalog.error(code, "The connection was lost."))
                .setMetrics(new ExecutionMetrics(
                        1L, 2L, 3L, 4_000L, 5L, 6L, 0L, null, 0L, 0L, "node", job.getAttempt(), null, null))
                .build());
    }

    /** Lets acme read, and retries its dead letters so often. */
    static Policy.Builder granting(String name, int retries) {
        return reading(name).setDeadLetterRetries(retries).setDeadLetterRetryMillis(INTERVAL.toMillis());
    }

    static Policy.Builder reading(String name) {
        return Policy.newBuilder()
                .setName(name)
                .setTenants(List.of("acme"))
                .setAllowedClasses(List.of(StatementClass.READ))
                .setUpdatedAt(Instant.EPOCH);
    }
}
