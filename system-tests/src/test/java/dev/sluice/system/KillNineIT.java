package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.client.SluiceClient;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was accepted before {@code kill -9} comes to its end after a restart on the same directory, once. */
class KillNineIT {
    private static final int PAIRS = 300;
    private static final int KILLS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final EffectLoad load = new EffectLoad();

    @TempDir
    private Path directory;

    @Test
    void acceptedJobsEndOnceAndWritesTakeEffectOnce() throws Exception {
        loadAndKill(1);
        assertAllEnd();
    }

    /** Each kill meets what the ones before left open. */
    @Test
    @Tag("fault")
    void manyKillsInARowLoseNothing() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            loadAndKill(kill);
        }
        assertAllEnd();
    }

    private void loadAndKill(int kill) throws Exception {
        PlatformProcess platform = PlatformProcess.start(directory);
        try (platform;
                SluiceClient client = platform.addresses().client("acme")) {
            Database demo = new Database(platform.addresses()::demo);
            if (kill == 1) {
                EffectLoad.createTable(demo);
            }
            load.submit(client, PAIRS);
            int before = EffectLoad.effects(demo);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> EffectLoad.effects(demo) > before + PAIRS / 10);
            assertThat(EffectLoad.effects(demo))
                    .as("the kill comes in the middle")
                    .isLessThan(kill * PAIRS);
            platform.kill();
        }
    }

    private void assertAllEnd() throws Exception {
        try (PlatformProcess again = PlatformProcess.start(directory)) {
            Addresses addresses = again.addresses();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> load.assertEndedOnce(new TopicLog(addresses)));
            load.assertTookEffectOnce(new Database(addresses::demo));
            await().atMost(PATIENCE).untilAsserted(() -> load.assertKept(new Database(addresses::history)));
            assertThat(again.stop()).as("exit code after SIGTERM").isZero();
        }
    }
}
