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
    void onATerminalOneLineIsRedrawnWithinItsWidthAndNotTooOften() {
        ProgressBar bar = new ProgressBar(new Screen(new PrintWriter(text), true, false, 40), clock, "load");

        bar.at(500, 1_000, "orders");
        bar.at(501, 1_000, "orders");

        assertThat(text.toString()).startsWith("\r\u001b[K").hasSizeLessThanOrEqualTo(4 + 39);
    }
}
