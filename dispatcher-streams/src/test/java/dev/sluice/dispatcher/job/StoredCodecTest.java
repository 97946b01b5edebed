package dev.sluice.dispatcher.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredCodecTest {
    private static final JobKey KEY = new JobKey("shop", "acme", "0190e1c2-0000-7000-8000-000000000000");
    private static final Instant TIME = Instant.ofEpochMilli(1_700_000_000_123L);

    static Stream<Stored> values() {
        var place = new Place(Lane.SLOW, Priority.LOW, 42);
        var asked = new Asked("ann", "ab", "sluice.replies", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        var request = ByteBuffer.wrap(new byte[] {0, 1, 2});
        return Stream.of(
                new LiveJob(KEY, JobState.QUEUED, Tries.NONE, place, new Times(TIME, TIME, TIME), asked, request),
                new LiveJob(
                        KEY,
                        JobState.ADMITTED,
                        new Tries(3, 1),
                        place,
                        new Times(TIME, null, null),
                        new Asked("ann", "ab", "x", null),
                        request),
                new Stored.EndedJob(KEY, JobState.SUCCEEDED, "abcd", TIME),
                new Stored.CancelledAhead(KEY, TIME));
    }

    @ParameterizedTest
    @MethodSource("values")
    void whatIsWrittenIsReadBack(Stored stored) {
        assertThat(StoredCodec.read(KEY, StoredCodec.write(stored))).isEqualTo(stored);
    }

    @Test
    void theFirstLayoutIsReadForEver() {
        byte[] written = HexFormat.of().parseHex("0102000953554343454544454400046162636400" + "00018bcfe5687b");

        assertThat(StoredCodec.read(KEY, written))
                .isEqualTo(new Stored.EndedJob(KEY, JobState.SUCCEEDED, "abcd", TIME));
    }

    @Test
    void aLaterLayoutIsRefusedSayingWhatToDo() {
        assertThatThrownBy(() -> StoredCodec.read(KEY, new byte[] {9}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("later release");
    }

    @Test
    void aPathAndItsKeyAreOne() {
        assertThat(JobKey.parse(KEY.path())).isEqualTo(KEY);
    }
}
