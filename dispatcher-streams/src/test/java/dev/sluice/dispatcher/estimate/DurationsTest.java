package dev.sluice.dispatcher.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DurationsTest {
    @Property(tries = 100)
    void quantilesOfFewAreRightToHalf(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        var random = new Random(seed);
        double[] millis = random.doubles(40, 0, 12).map(Math::exp).toArray();
        var durations = new Durations();
        for (double each : millis) {
            durations.add(each);
        }
        // The later ones count more, so the order must not matter: sorted ones would drift.
        Arrays.sort(millis);

        assertThat(durations.quantile(1.0)).isBetween(millis[39] / 1.5, millis[39] * 1.5);
        assertThat(durations.quantile(0.5)).isBetween(millis[8], millis[32]);
    }

    @Test
    void theLastFiftyOrSoDecide() {
        var durations = new Durations();
        for (int run = 0; run < 1_000; run++) {
            durations.add(5_000);
        }
        for (int run = 0; run < 150; run++) {
            durations.add(10);
        }

        assertThat(durations.samples()).isCloseTo(50, within(1.0));
        assertThat(durations.quantile(0.5)).isCloseTo(10, Percentage.withPercentage(30));
        assertThat(durations.quantile(0.94)).isLessThan(20);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var durations = new Durations();
        durations.add(0);
        durations.add(3.5);
        durations.add(1e12);

        Durations read = Durations.of(ByteBuffer.wrap(durations.bytes()));

        assertThat(read.bytes()).isEqualTo(durations.bytes());
        assertThat(durations.bytes()).hasSize(15);
    }

    @Test
    void nothingIsPredictedFromNothing() {
        assertThat(new Durations().quantile(0.95)).isZero();
    }
}
