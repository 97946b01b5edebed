package dev.sluice.executor.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.Jobs;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryJob;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.seal.JobSeal;
import dev.sluice.schemas.serde.Messages;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** FAULTS 82: executors refuse unsealed, altered, expired and misaddressed jobs, whoever wrote them to the topic. */
class JobGateTest {
    private static final QueryJob JOB = Jobs.read("postgresql", "shop", "SELECT 1");
    private static final Instant NOW = JOB.getAdmittedAt();

    private final Messages messages = new Messages(new InMemorySchemaRegistry());
    private final JobGate gate = new JobGate(messages, Jobs.seal());

    @Test
    void aSealedJobOnItsTopicMayRun() {
        assertThat(admit(Jobs.seal().seal(JOB), JOB.getTopic(), NOW)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void anUnsealedJobIsRefused() {
        assertRefused(admit(JOB, JOB.getTopic(), NOW));
    }

    @Test
    void aJobSealedUnderAnotherKeyIsRefused() {
        byte[] other = new byte[32];
        other[0] = 1;

        assertRefused(admit(new JobSeal("k1", other).seal(JOB), JOB.getTopic(), NOW));
    }

    @Test
    void anAlteredJobIsRefused() {
        QueryJob sealed = Jobs.seal().seal(JOB);

        assertRefused(admit(QueryJob.newBuilder(sealed).setTenant("acme").build(), JOB.getTopic(), NOW));
        assertRefused(admit(QueryJob.newBuilder(sealed).setAttempt(2).build(), JOB.getTopic(), NOW));
        assertRefused(admit(
                QueryJob.newBuilder(sealed)
                        .setExpiresAt(NOW.plus(Duration.ofDays(365)))
                        .build(),
                JOB.getTopic(),
                NOW));
    }

    @Test
    void aMisaddressedJobIsRefused() {
        assertRefused(admit(Jobs.seal().seal(JOB), "sluice.jobs.postgresql.slow", NOW));
    }

    /** It is ours, so whoever waits for it gets an answer; but it does not run. */
    @Test
    void anExpiredJobDoesNotRun() {
        assertThat(admit(Jobs.seal().seal(JOB), JOB.getTopic(), JOB.getExpiresAt()))
                .isInstanceOf(Admission.Late.class);
    }

    private Admission admit(QueryJob job, String topic, Instant now) {
        return gate.admit(new ConsumerRecord<>(topic, 0, 0, job.getJobId(), messages.encode(job)), now);
    }

    private static void assertRefused(Admission admission) {
        assertThat(admission)
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.error().getCode()).isEqualTo(ErrorCode.UNSEALED));
    }
}
