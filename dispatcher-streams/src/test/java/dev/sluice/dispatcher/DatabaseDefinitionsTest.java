package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryReply;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which databases there are, and what a definition that cannot be used does to them: nothing. */
class DatabaseDefinitionsTest {
    @TempDir
    Path directory;

    private DispatcherDriver driver;

    @BeforeEach
    void start() {
        driver = new DispatcherDriver(directory);
        Requests.defineUsual(driver);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void anUnknownDatabaseIsRefusedNamingTheKnownOnes() {
        driver.submit(Requests.request(driver, "select 1").setDatabase("shoop").build());

        QueryReply reply = driver.replies().getFirst();
        assertThat(reply.getError().getCode()).isEqualTo(ErrorCode.UNKNOWN_DATABASE);
        assertThat(reply.getError().getMessage()).contains("shop");
        assertThat(driver.events()).extracting(JobEvent::getState).containsExactly(JobState.REJECTED);
    }

    /** FAULTS 95: for policies and templates see their own tests. */
    @Test
    void aBadDefinitionOfADatabaseIsRefusedWholeAndTheLastGoodOneStays() {
        driver.submit(Requests.request(driver, "select 1").build());

        driver.catalogue(DispatcherDriver.TOPICS.databases(), "shop", new byte[] {1, 2, 3});
        driver.submit(Requests.request(driver, "select 2").build());
        driver.define(DatabaseDefinition.newBuilder(Requests.database("shop", -1))
                .setEngine("mysql")
                .build());
        driver.submit(Requests.request(driver, "select 3").build());
        driver.pass(Duration.ofSeconds(1));

        assertThat(driver.jobs(Lane.FAST)).as("with the slots of the good one").hasSize(2);
        assertThat(driver.replies()).isEmpty();
        assertThat(driver.meters
                        .get("sluice_dispatcher_refused_definitions")
                        .tag("catalog", "databases")
                        .counter()
                        .count())
                .isEqualTo(2);
    }
}
