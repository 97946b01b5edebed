package dev.sluice.executor.take.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class PartitionProgressTest {
    private static final Optional<Integer> EPOCH = Optional.of(3);
    private static final Optional<Integer> NEXT_EPOCH = Optional.of(4);

    @Test
    void the_low_water_mark_is_the_first_open_offset() {
        PartitionProgress progress = from(CommittedProgress.at(10));
        progress.take(10, EPOCH);
        progress.take(11, EPOCH);
        progress.take(15, EPOCH);

        progress.done(11);
        assertThat(progress.after(Set.of(), Set.of()).lowWater()).isEqualTo(10);
        progress.done(10);
        assertThat(progress.after(Set.of(), Set.of()).lowWater()).isEqualTo(15);
        assertThat(progress.after(Set.of(15L), Set.of())).isEqualTo(CommittedProgress.at(16));
    }

    @Test
    void a_start_survives_the_executor_that_made_it() {
        PartitionProgress before = from(CommittedProgress.at(0));
        before.take(0, EPOCH);

        PartitionProgress after = from(before.after(Set.of(), Set.of(0L)));

        assertThat(after.take(0, EPOCH)).isTrue();
        assertThat(after.starts(0)).isEqualTo(1);
    }

    @Test
    void an_open_offset_that_is_gone_from_the_log_does_not_hold_the_mark_for_ever() {
        PartitionProgress progress = from(new CommittedProgress(9, new TreeMap<>(java.util.Map.of(3L, 0, 5L, 0))));

        assertThat(progress.take(5, EPOCH)).isTrue();

        assertThat(progress.after(Set.of(), Set.of()).lowWater()).isEqualTo(5);
    }

    @Property(tries = 300)
    void whatever_happens_a_successor_runs_what_is_open_and_nothing_that_is_done(@ForAll long seed) {
        Random random = new Random(seed);
        List<Long> log = records(random);
        Set<Long> done = new HashSet<>();
        CommittedProgress committed = CommittedProgress.at(0);
        for (int life = 0; life < 4; life++) {
            PartitionProgress progress = from(committed);
            long from = committed.lowWater();
            for (long offset : log) {
                if (offset >= from) {
                    assertThat(progress.take(offset, EPOCH))
                            .as("offset %s", offset)
                            .isEqualTo(!done.contains(offset));
                    if (!done.contains(offset) && random.nextBoolean()) {
                        progress.started(offset);
                        progress.done(offset);
                        done.add(offset);
                    }
                }
                if (random.nextInt(30) == 0) {
                    break; // the executor dies here, having committed
                }
            }
            committed = reread(progress.after(Set.of(), Set.of()));
        }
    }

    @Property(tries = 200)
    void a_commit_never_outgrows_what_the_broker_takes(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5_000) int most) {
        Random random = new Random(seed);
        PartitionProgress progress = from(CommittedProgress.at(random.nextInt(1 << 30)));
        long offset = 1L << 30;
        while (progress.hasRoom(most)) {
            offset += 1 + random.nextLong(1L << random.nextInt(30));
            progress.take(offset, EPOCH);
            for (int starts = random.nextInt(200); starts > 0; starts--) {
                progress.started(offset);
            }
            if (random.nextInt(10) == 0) {
                progress.done(offset);
            }
        }

        CommittedProgress all = progress.after(Set.of(), Set.of());

        assertThat(ProgressCodec.encode(all).length()).isLessThanOrEqualTo(4_096);
        assertThat(reread(all).open().keySet()).isEqualTo(all.open().keySet());
        assertThat(reread(all).next()).isEqualTo(all.next());
    }

    @Test
    void metadata_of_another_origin_says_nothing() {
        assertThat(ProgressCodec.decode(5, "somebody else's")).isEmpty();
        assertThat(ProgressCodec.decode(5, "1.!!")).isEmpty();
        assertThat(ProgressCodec.decode(5, "1.")).isEmpty();
        assertThat(ProgressCodec.decode(5, "")).contains(CommittedProgress.at(5));
    }

    @Test
    void a_job_that_lasts_keeps_no_others_from_being_taken_however_many_come_after_it() {
        PartitionProgress progress = from(CommittedProgress.at(0));
        progress.take(0, EPOCH);

        progress.take(1L << 33, EPOCH);

        assertThat(progress.hasRoom(3)).isTrue();
    }

    @Test
    void a_record_that_came_after_the_log_lost_its_end_is_no_job_that_was_done() {
        PartitionProgress progress = from(new CommittedProgress(9, new TreeMap<>(Map.of(3L, 1, 7L, 0))));

        assertThat(progress.overwritten(5, EPOCH)).isFalse();
        assertThat(progress.overwritten(9, NEXT_EPOCH)).isFalse();
        assertThat(progress.overwritten(5, NEXT_EPOCH)).isTrue();

        PartitionProgress left = from(progress.before(5));
        assertThat(left.take(3, EPOCH)).isTrue();
        assertThat(left.starts(3)).isEqualTo(1);
        assertThat(left.take(5, NEXT_EPOCH)).isTrue();
        assertThat(left.take(7, NEXT_EPOCH)).isTrue();
    }

    private static PartitionProgress from(CommittedProgress begin) {
        return new PartitionProgress(begin, EPOCH);
    }

    private static CommittedProgress reread(CommittedProgress progress) {
        return ProgressCodec.decode(progress.lowWater(), ProgressCodec.encode(progress))
                .orElseThrow();
    }

    /** A log with gaps, as transaction markers leave them. */
    private static List<Long> records(Random random) {
        List<Long> offsets = new ArrayList<>();
        long offset = 0;
        for (int i = 0; i < 120; i++) {
            offset += 1 + random.nextInt(3);
            offsets.add(offset);
        }
        return offsets;
    }

    @Test
    void what_a_predecessor_left_open_is_taken_however_much_it_is() {
        PartitionProgress progress = from(new CommittedProgress(3, new TreeMap<>(Map.of(0L, 1, 1L, 1, 2L, 1))));

        assertThat(progress.hasRoom(2)).isTrue();
        progress.take(0, EPOCH);
        progress.done(0);
        assertThat(progress.hasRoom(2)).isTrue();
        progress.take(1, EPOCH);
        progress.take(2, EPOCH);
        assertThat(progress.hasRoom(2)).isFalse();
    }
}
