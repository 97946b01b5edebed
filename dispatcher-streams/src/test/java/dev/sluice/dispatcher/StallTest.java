package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admit.LaneLimits;
import dev.sluice.dispatcher.admit.Limits;
import dev.sluice.dispatcher.admit.Overflow;
import dev.sluice.dispatcher.line.BandWeights;
import dev.sluice.dispatcher.session.SessionRules;
import dev.sluice.dispatcher.stream.AdmissionRules;
import dev.sluice.dispatcher.throttle.Rates;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.job.ErrorCatalog;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 100: after a stall of ten minutes everything is late at once, and records are processed between the batches all the same. */
class StallTest {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration STALL = Duration.ofMinutes(10);
    private static final int BATCH = 256;

    @TempDir
    Path directory;

    private DispatcherDriver driver;

    @BeforeEach
    void start() {
        var admission = new AdmissionRules(
                Rates.UNLIMITED,
                new LaneLimits(Map.of(), Map.of()),
                Limits.NONE,
                BandWeights.USUAL,
                Duration.ofHours(1),
                new Overflow.Rule(Overflow.Strategy.REJECT, 10_000, 9_000, 8_000),
                new SessionRules(2, Duration.ofMinutes(10)),
                TestRules.SCALE);
        driver = new DispatcherDriver(directory, TestRules.with(admission, 10_000), 1, new KeptStore());
        Requests.defineUsual(driver);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void deadlinesPassInBatchesAndOthersArriveAndRunInBetween() {
        fillSlots();
        int late = 4 * BATCH;
        submit(late, null, driver.clock.instant().plusSeconds(60));
        driver.stall(STALL);

        for (int batch = 1; batch <= 4; batch++) {
            driver.pass(TICK);
            assertThat(driver.replies())
                    .hasSize(BATCH)
                    .extracting(QueryReply::getState)
                    .containsOnly(JobState.EXPIRED);
            theNextRecordIsProcessed();
        }

        driver.pass(TICK);
        assertThat(driver.replies()).isEmpty();
    }

    @Test
    void jobsThatAreDueStartInBatchesAndOthersArriveInBetween() {
        driver.define(Requests.database("shop", 10_000));
        driver.pass(TICK);
        submit(4 * BATCH, driver.clock.instant().plusSeconds(60), null);
        driver.stall(STALL);

        for (int batch = 1; batch <= 4; batch++) {
            driver.pass(TICK);
            assertThat(driver.jobs(Lane.FAST)).hasSize(BATCH);
            theNextRecordIsProcessed();
            driver.jobs(Lane.FAST);
        }
    }

    @Test
    void retriesThatAreDueStartInBatches() {
        driver.define(Requests.database("shop", 2 * BATCH));
        driver.pass(TICK);
        submit(2 * BATCH, null, null);
        for (QueryJob job : driver.jobs(Lane.FAST)) {
            driver.tell(Requests.event(job, EventType.RELEASED, JobState.RETRYING, driver.clock.instant())
                    .setError(ErrorCatalog.error(ErrorCode.ENGINE_DOWN, "released"))
                    .build());
        }
        driver.stall(STALL);

        driver.pass(TICK);
        assertThat(driver.jobs(Lane.FAST)).hasSize(BATCH);
        driver.pass(TICK);
        assertThat(driver.jobs(Lane.FAST)).hasSize(BATCH);
    }

    /** A database of many is not first in line because of its name. */
    @Test
    void everyDatabaseHasAShareOfABatch() {
        List<String> names = List.of("shop", "sales", "stock", "staff");
        names.forEach(name -> driver.define(Requests.database(name, 0)));
        driver.pass(TICK);
        Instant soon = driver.clock.instant().plusSeconds(60);
        for (String name : names) {
            for (int job = 0; job < BATCH; job++) {
                driver.submit(Requests.request(driver, "select " + job)
                        .setDatabase(name)
                        .setDeadline(soon)
                        .build());
            }
        }
        driver.stall(STALL);

        driver.pass(TICK);

        assertThat(driver.replies())
                .hasSize(BATCH)
                .extracting(QueryReply::getDatabase)
                .containsAll(names);
    }

    /** What waits for the registry is asked about in batches too, and a registry that does not answer is not asked by all of them. */
    @Test
    void recordsThatWaitForTheRegistryHoldTheThreadForAFewLookUpsAtMost() {
        driver.submit(Requests.request(driver, "select 0").build());
        byte[] bytes =
                driver.messages.encode(Requests.request(driver, "select 1").build());
        driver.registry.goDown();
        for (int schema = 1; schema <= 500; schema++) {
            byte[] unknown = bytes.clone();
            ByteBuffer.wrap(unknown).putInt(1, 10_000 + schema);
            driver.send("sluice.requests.normal", "shop", unknown);
        }
        assertThat(driver.registry.vain()).isEqualTo(2);
        driver.stall(STALL);

        driver.pass(TICK);

        assertThat(driver.registry.vain()).isEqualTo(4);
        theNextRecordIsProcessed();
        driver.registry.comeBack();
        driver.pass(Duration.ofSeconds(10));
        assertThat(driver.deadLetters()).as("none is lost").hasSize(500);
    }

    private void theNextRecordIsProcessed() {
        driver.events();
        QueryRequest next = Requests.request(driver, "select 7").build();
        driver.submit(next);
        assertThat(driver.events()).extracting(JobEvent::getJobId).containsExactly(next.getJobId());
    }

    private void fillSlots() {
        submit(2, null, null);
        assertThat(driver.jobs(Lane.FAST)).hasSize(2);
    }

    private void submit(int count, @Nullable Instant notBefore, @Nullable Instant deadline) {
        for (int job = 0; job < count; job++) {
            driver.submit(Requests.request(driver, "select " + job)
                    .setNotBefore(notBefore)
                    .setDeadline(deadline)
                    .build());
        }
    }
}
