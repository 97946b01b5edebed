package dev.sluice.schemas.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every result store does. */
abstract class ResultStoreContract {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 28);
    private static final Instant NOBODY_WAITED_SO_LONG = Instant.EPOCH;

    abstract ResultStore store();

    @Test
    void whatWasWrittenIsReadFromAnywhereOnceItIsPublished() throws IOException {
        ResultPlace place = place(DAY);
        byte[] rows = new byte[300_000];
        new Random(7).nextBytes(rows);

        try (ResultWriter writer = store().create(place)) {
            writer.write(rows, 0, 1000);
            writer.write(rows, 1000, rows.length - 1000);
            writer.publish("{\"a\": \"ü\"}");
        }

        assertThat(store().manifest(place)).isEqualTo("{\"a\": \"ü\"}");
        assertThat(all(place, 0)).isEqualTo(rows);
        assertThat(all(place, 299_990)).isEqualTo(java.util.Arrays.copyOfRange(rows, 299_990, 300_000));
        assertThat(all(place, rows.length)).isEmpty();
    }

    @Test
    void nobodySeesWhatWasNotPublished() throws IOException {
        ResultPlace place = place(DAY);
        try (ResultWriter writer = store().create(place)) {
            writer.write("[[1]]".getBytes(UTF_8), 0, 5);
            assertThatThrownBy(() -> store().manifest(place)).isInstanceOf(ResultGoneException.class);
        }

        assertThatThrownBy(() -> store().manifest(place)).isInstanceOf(ResultGoneException.class);
        assertThatThrownBy(() -> all(place, 0)).isInstanceOf(ResultGoneException.class);
    }

    @Test
    void aReaderMayStopWhereItLikes() throws IOException {
        ResultPlace place = place(DAY);
        publish(place, "x".repeat(200_000));

        try (InputStream rows = store().rows(place, 5)) {
            assertThat(rows.readNBytes(3)).asString(UTF_8).isEqualTo("xxx");
        }

        assertThat(all(place, 199_999)).hasSize(1);
    }

    @Test
    void resultsGoOnceTheirLastDayIsOverAndNoneBefore() throws IOException {
        ResultPlace today = place(DAY);
        ResultPlace yesterday = place(DAY.minusDays(1));
        ResultPlace longAgo = place(DAY.minusDays(100));
        publish(today, "[[1]]");
        publish(yesterday, "[[2]]");
        publish(longAgo, "[[3]]");

        int swept = store().sweep(DAY, NOBODY_WAITED_SO_LONG);

        assertThat(swept).isEqualTo(2);
        assertThat(all(today, 0)).asString(UTF_8).isEqualTo("[[1]]");
        assertThatThrownBy(() -> store().manifest(yesterday)).isInstanceOf(ResultGoneException.class);
        assertThatThrownBy(() -> all(longAgo, 0)).isInstanceOf(ResultGoneException.class);
        assertThat(store().sweep(DAY, NOBODY_WAITED_SO_LONG)).isZero();
    }

    @Test
    void aSweepLeavesAloneWhatIsBeingWrittenAndDeletesWhatWasAbandoned() throws IOException {
        ResultPlace place = place(DAY);
        try (ResultWriter writer = store().create(place)) {
            writer.write("[[1]]".getBytes(UTF_8), 0, 5);
            store().sweep(DAY, NOBODY_WAITED_SO_LONG);
            writer.publish("{}");
        }
        assertThat(all(place, 0)).asString(UTF_8).isEqualTo("[[1]]");

        ResultWriter abandoned = store().create(place(DAY));
        abandoned.write(new byte[9_000_000], 0, 9_000_000);
        store().sweep(DAY, Instant.now().plus(Duration.ofMinutes(5)));

        assertThat(leftovers()).isEmpty();
        assertThat(all(place, 0)).asString(UTF_8).isEqualTo("[[1]]");
    }

    /** Names of what is begun and not published. */
    abstract List<String> leftovers() throws IOException;

    static ResultPlace place(LocalDate day) {
        return new ResultPlace(day, UUID.randomUUID().toString());
    }

    void publish(ResultPlace place, String rows) throws IOException {
        try (ResultWriter writer = store().create(place)) {
            writer.write(rows.getBytes(UTF_8), 0, rows.length());
            writer.publish("{}");
        }
    }

    byte[] all(ResultPlace place, long offset) throws IOException {
        try (InputStream rows = store().rows(place, offset)) {
            return rows.readAllBytes();
        }
    }
}
