package dev.sluice.dispatcher.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.StatementClass;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredCodecTest {
    private static final JobKey KEY = new JobKey("shop", "acme", "0190e1c2-0000-7000-8000-000000000000");
    private static final Instant TIME = Instant.ofEpochMilli(1_700_000_000_123L);

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final Demand DEMAND = new Demand(
            StatementClass.DDL, 12.5, 1 << 20, new Demand.Reach(Set.of("a", "b"), true), "s1", "00ff00ff00ff00ff");

    static Stream<Stored> values() {
        var place = new Place(Lane.SLOW, Priority.LOW, 42, DEMAND);
        var asked = new Asked("ann", "ab", "sluice.replies", TRACE, 7);
        var request = ByteBuffer.wrap(new byte[] {0, 1, 2});
        return Stream.of(
                new LiveJob(
                        KEY,
                        JobState.QUEUED,
                        Tries.NONE,
                        place,
                        new Times(TIME, TIME.plusMillis(1), TIME, TIME),
                        asked,
                        request),
                new LiveJob(
                        KEY,
                        JobState.ADMITTED,
                        new Tries(3, 1, List.of("command-1", "command-2"), 5, 2),
                        place,
                        new Times(TIME, TIME, null, null),
                        new Asked("ann", "ab", "x", null, null),
                        request),
                new Stored.EndedJob(KEY, JobState.SUCCEEDED, "abcd", TIME),
                new Stored.CancelledAhead(KEY, TIME));
    }

    @ParameterizedTest
    @MethodSource("values")
    void whatIsWrittenIsReadBack(Stored stored) {
        assertThat(StoredCodec.read(KEY, StoredCodec.write(stored))).isEqualTo(stored);
    }

    /** What release 0.1.0 wrote. */
    @Test
    void theFirstLayoutIsReadForEver() {
        String live = "010100085245545259494e4700000003000000010004534c4f5700034c4f57000000000000002a0000019b7ca9"
                + "8f2e0000019b7ca9931680000000000000000003616e6e00026162000e736c756963652e7265706c6965730037"
                + "30302d30616637363531393136636434336464383434386562323131633830333139632d623761643662373136"
                + "393230333333312d303100000003010203";
        Instant then = Instant.parse("2026-01-02T03:04:05.678Z");

        assertThat(StoredCodec.read(KEY, HexFormat.of().parseHex(live)))
                .isEqualTo(new LiveJob(
                        KEY,
                        JobState.RETRYING,
                        new Tries(3, 1, List.of(), Tries.ANYWHERE, 0),
                        new Place(Lane.SLOW, Priority.LOW, 42, Demand.UNKNOWN),
                        new Times(then, then, then.plusSeconds(1), null),
                        new Asked("ann", "ab", "sluice.replies", TRACE, null),
                        ByteBuffer.wrap(new byte[] {1, 2, 3})));
        assertThat(StoredCodec.read(KEY, HexFormat.of().parseHex("010200064641494c45440004616263640000019b7ca98f2e")))
                .isEqualTo(new Stored.EndedJob(KEY, JobState.FAILED, "abcd", then));
        assertThat(StoredCodec.read(KEY, HexFormat.of().parseHex("01030000019b7ca98f2e")))
                .isEqualTo(new Stored.CancelledAhead(KEY, then));
    }

    /** Without the partition of an attempt. */
    @Test
    void theSecondLayoutIsReadForEver() {
        String live = "0201000841444d4954544544000000020000000100000001000263310004534c4f5700034c4f570000000000"
                + "00002a0005575249544540290000000000000000000000000400000273310010303066663030666630306666"
                + "3030666601000000010001610000019b7ca98f2e0000019b7ca98f2f80000000000000000000019b7ca99316"
                + "0003616e6e00026162000e736c756963652e7265706c69657300000000000700000003010203";
        Instant then = Instant.parse("2026-01-02T03:04:05.678Z");
        var reach = new Demand.Reach(Set.of("a"), true);

        assertThat(StoredCodec.read(KEY, HexFormat.of().parseHex(live)))
                .isEqualTo(new LiveJob(
                        KEY,
                        JobState.ADMITTED,
                        new Tries(2, 1, List.of("c1"), Tries.ANYWHERE, 0),
                        new Place(
                                Lane.SLOW,
                                Priority.LOW,
                                42,
                                new Demand(StatementClass.WRITE, 12.5, 1024, reach, "s1", "00ff00ff00ff00ff")),
                        new Times(then, then.plusMillis(1), null, then.plusSeconds(1)),
                        new Asked("ann", "ab", "sluice.replies", null, 7),
                        ByteBuffer.wrap(new byte[] {1, 2, 3})));
    }

    /** Without the number of automatic retries. */
    @Test
    void theThirdLayoutIsReadForEver() {
        String live = "0301000841444d4954544544000000020000000100000001000263310000000500"
                + "04534c4f5700034c4f57000000000000002a0005575249544540290000000000000000000000000400000273310010"
                + "3030666630306666303066663030666601000000010001610000019b7ca98f2e0000019b7ca98f2f800000000000000000"
                + "00019b7ca993160003616e6e00026162000e736c756963652e7265706c69657300000000000700000003010203";

        Stored read = StoredCodec.read(KEY, HexFormat.of().parseHex(live));

        assertThat(read).isInstanceOfSatisfying(LiveJob.class, job -> {
            assertThat(job.tries()).isEqualTo(new Tries(2, 1, List.of("c1"), 5, 0));
            assertThat(job.place().demand().session()).isEqualTo("s1");
            assertThat(job.request()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        });
        assertThat(StoredCodec.read(KEY, HexFormat.of().parseHex("03030000019b7ca98f2e")))
                .isEqualTo(new Stored.CancelledAhead(KEY, Instant.parse("2026-01-02T03:04:05.678Z")));
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
