package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 3: what a task does before it has read a record cannot be refused to it, so it waits for one of its own. */
class FirstRecordTest {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration WAIT = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private DispatcherDriver driver;
    private QueryRequest request;

    @BeforeEach
    void startAgainWithAJobThatIsDue(@TempDir Path before) {
        driver = new DispatcherDriver(before);
        Requests.defineUsual(driver);
        request = Requests.request(driver, "select 1", Priority.NORMAL)
                .setNotBefore(driver.clock.instant().plus(WAIT))
                .build();
        driver.submit(request);
        driver = driver.restarted(directory);
        driver.stall(WAIT);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void theFirstTickOnlySendsARecordThatComesBack() {
        driver.pass(TICK);

        assertThat(driver.raw(DispatcherDriver.TOPICS.control())).hasSize(1);
        assertThat(routed()).isZero();
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void onceItHasComeBackWhatIsDueIsDone() {
        driver.pass(TICK);
        driver.pass(TICK);

        assertThat(routed()).isOne();
        assertThat(driver.raw(DispatcherDriver.TOPICS.control()))
                .as("once is enough")
                .hasSize(1);
    }

    @Test
    void aTaskThatHasReadARecordNeedsNone() {
        driver.submit(request);
        driver.pass(TICK);

        assertThat(routed()).isOne();
        assertThat(driver.raw(DispatcherDriver.TOPICS.control())).isEmpty();
    }

    private long routed() {
        return Arrays.stream(Lane.values())
                .flatMap(lane -> driver.jobs(lane).stream())
                .map(QueryJob::getJobId)
                .filter(request.getJobId()::equals)
                .count();
    }
}
