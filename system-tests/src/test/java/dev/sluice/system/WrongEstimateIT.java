package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.JobResult;
import dev.sluice.client.SluiceClient;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** FAULTS 96: what looks quick and is not. */
class WrongEstimateIT {
    /** More than the fast lane runs at once. */
    private static final int MANY = 12;
    /** Longer than reads may take on the fast lane. */
    private static final String SLOW = "select 'wrong', pg_sleep(3)";

    @RegisterExtension
    private static final SharedPlatform PLATFORM = new SharedPlatform();

    @Test
    void readsThatOverrunTheFastLaneGoOnInTheNextAndTheFastLaneServesOthers() throws Exception {
        try (SluiceClient client = PLATFORM.addresses().client("acme")) {
            List<CompletableFuture<JobResult>> slow = client.runAll(IntStream.range(0, MANY)
                    .mapToObj(n -> client.sql("demo", SLOW))
                    .toList());
            JobResult quick = client.run(client.sql("demo", "select 'quick'")).get(120, TimeUnit.SECONDS);

            assertThat(quick.state()).isEqualTo(JobState.SUCCEEDED);
            for (CompletableFuture<JobResult> each : slow) {
                assertThat(each.get(120, TimeUnit.SECONDS).state()).isEqualTo(JobState.SUCCEEDED);
            }
            Map<String, List<JobEvent>> events = new TopicLog(PLATFORM.addresses()).events();
            assertThat(slow)
                    .allSatisfy(each -> assertMoved(events.get(each.join().jobId())));
        }
    }

    private static void assertMoved(List<JobEvent> events) {
        assertThat(events)
                .filteredOn(event -> event.getType() == EventType.RELEASED)
                .singleElement()
                .satisfies(event -> assertThat(event.getError().getCode()).isEqualTo(ErrorCode.LEASH_OVERRUN));
        assertThat(events)
                .filteredOn(event -> event.getType() == EventType.ADMITTED)
                .extracting(event -> event.getDecision().getLane())
                .containsExactly(Lane.FAST, Lane.MEDIUM);
    }
}
