package dev.sluice.standalone.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ShownTimeTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Zurich");
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void ofTodayOnlyTheTimeIsShown() {
        assertThat(ShownTime.of("2026-03-02T09:05:07.123Z", NOW, ZONE)).isEqualTo("10:05:07");
    }

    @Test
    void ofAnotherDayTheDateIsShownToo() {
        assertThat(ShownTime.of("2026-03-01T09:05:07Z", NOW, ZONE)).isEqualTo("2026-03-01 10:05:07");
    }

    @Test
    void whatIsNoTimeIsShownAsItIs() {
        assertThat(ShownTime.of("", NOW, ZONE)).isEmpty();
    }
}
