package dev.sluice.executor.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.Jobs;
import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.Stop;
import dev.sluice.executor.take.Deliveries;
import dev.sluice.message.QueryJob;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class JobsInHandTest {
    private final JobsInHand inHand = new JobsInHand(InstantSource.fixed(Instant.EPOCH));

    @Test
    void a_job_that_was_cancelled_here_and_comes_again_is_stopped_again() {
        QueryJob job = Jobs.read("postgresql", "shop", "SELECT 1");
        Attempt first = new Attempt(job, Deliveries.delivery(false), Instant.EPOCH);
        Attempt second = new Attempt(job, Deliveries.delivery(true), Instant.EPOCH);
        inHand.add(first);
        inHand.cancel(JobKey.of(job), Instant.EPOCH);
        inHand.remove(first); // its partition went to somebody else, and now comes back

        inHand.add(second);

        assertThat(first.stopped()).isEqualTo(Stop.CANCELLED);
        assertThat(second.stopped()).isEqualTo(Stop.CANCELLED);
    }

    @Test
    void the_same_id_on_another_database_is_another_job() {
        QueryJob job = Jobs.read("postgresql", "shop", "SELECT 1");
        Attempt running = new Attempt(job, Deliveries.delivery(false), Instant.EPOCH);
        Attempt later = new Attempt(job, Deliveries.delivery(false), Instant.EPOCH);
        inHand.add(running);

        inHand.cancel(new JobKey("warehouse", job.getTenant(), job.getJobId()), Instant.EPOCH);
        inHand.add(later);

        assertThat(running.stopped()).isNull();
        assertThat(later.stopped()).isNull();
    }
}
