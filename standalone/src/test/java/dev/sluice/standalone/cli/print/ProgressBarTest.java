package dev.sluice.standalone.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final StringWriter text = new StringWriter();
    private final InstantSource clock = InstantSource.fixed(Instant.EPOCH);

    @Test
    void whereNobodyWatchesOneLineIsPrintedPerQuarter() {
        ProgressBar bar = new ProgressBar(Screen.plain(new PrintWriter(text)), clock, "load");

        for (int done = 0; done <= 1_000; done++) {
            bar.at(done, 1_000, "orders");
        }
        bar.done("1,000 rows");

        assertThat(text.toString().lines())
                .containsExactly(
                        "load 25% (250 of 1,000) orders",
                        "load 50% (500 of 1,000) orders", "load 75% (750 of 1,000) orders", "load done 1,000 rows");
    }

    @Test
    void anEstimateIsSaidToBeOne() {
        ProgressBar bar = new ProgressBar(Screen.plain(new PrintWriter(text)), clock, "load");

        bar.about(500, 1_000, "orders");

        assertThat(text.toString().strip()).isEqualTo("load 50% (500 of about 1,000) orders");
    }

    @Test
    void theBarGivesWaySoThatTheNoteIsWhole() {
        String note = "2,488 right, 72 refused as expected, 0 wrong; p50 123 ms";
        ProgressBar bar = new ProgressBar(new Screen(new PrintWriter(text), true, false, 80), clock, "jobs");

        bar.at(2_560, 2_600, note);

        assertThat(text.toString()).endsWith("░]  98% " + note).hasSizeLessThanOrEqualTo(4 + 79);
    }

    @Test
    void onATerminalOneLineIsRedrawnWithinItsWidthAndNotTooOften() {
        ProgressBar bar = new ProgressBar(new Screen(new PrintWriter(text), true, false, 40), clock, "load");

        bar.at(500, 1_000, "orders");
        bar.at(501, 1_000, "orders");

        assertThat(text.toString()).startsWith("\r\u001b[K").hasSizeLessThanOrEqualTo(4 + 39);
    }
}
