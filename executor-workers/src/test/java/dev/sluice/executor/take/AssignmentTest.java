package dev.sluice.executor.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.executor.take.Settlement.Settled;
import dev.sluice.executor.take.progress.CommittedProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class AssignmentTest {
    private final Assignment assignment = new Assignment();
    private final Delivery first = delivery(0, 10);
    private final Delivery second = delivery(1, 20);
    /** Nothing here looks into it. */
    private static final ConsumerGroupMetadata GROUP = new MockConsumer<String, byte[]>("earliest").groupMetadata();

    @Test
    void outcomes_of_a_revoked_partition_are_left_out() {
        assignment.giveUp(List.of(new TopicPartition("jobs", 1)), offsets -> {});
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

        assignment.settle(
                Map.of(first, Settled.DONE, second, Settled.DONE),
                (owned, offsets, group) -> {
                    assertThat(owned).containsExactly(first);
                    committed.putAll(offsets);
                },
                GROUP);

        assertThat(committed)
                .containsOnly(Map.entry(new TopicPartition("jobs", 0), new OffsetAndMetadata(11, Optional.of(1), "")));
    }

    @Test
    void a_settlement_that_fails_changes_nothing() {
        assertThatThrownBy(() -> assignment.settle(
                        Map.of(first, Settled.DONE),
                        (owned, offsets, group) -> {
                            throw new IllegalStateException("broker is gone");
                        },
                        GROUP))
                .hasMessage("broker is gone");

        assertThat(assignment.offsets())
                .hasEntrySatisfying(
                        new TopicPartition("jobs", 0),
                        commit -> assertThat(commit.offset()).isEqualTo(10));
    }

    @Test
    void a_commit_whose_answer_was_lost_is_found_by_asking() {
        Set<Delivery> done = assignment.recheck(
                Set.of(first, second),
                Map.of(
                        new TopicPartition("jobs", 0), new OffsetAndMetadata(11, ""),
                        new TopicPartition("jobs", 1), new OffsetAndMetadata(20, "")));

        assertThat(done).containsExactly(first);
    }

    @Test
    void outcomes_of_doubted_partitions_are_left_out_though_nobody_took_them_away() {
        assignment.doubt();

        assignment.settle(
                Map.of(first, Settled.DONE, second, Settled.DONE),
                (owned, offsets, group) -> {
                    throw new AssertionError("nothing is ours");
                },
                GROUP);

        assertThat(first.owned()).isFalse();
    }

    @Test
    void doubted_partitions_are_taken_anew_from_what_is_settled() {
        assignment.settle(Map.of(first, Settled.DONE), (owned, offsets, group) -> {}, GROUP);
        assignment.doubt();

        assertThat(assignment.dropDoubted())
                .containsOnly(
                        Map.entry(new TopicPartition("jobs", 0), 11L), Map.entry(new TopicPartition("jobs", 1), 20L));
        assertThat(assignment.held()).isEmpty();
    }

    @Test
    void what_is_done_is_committed_before_its_partition_goes_to_others_and_nothing_of_other_partitions() {
        assignment.settle(Map.of(first, Settled.DONE), (owned, offsets, group) -> {}, GROUP);
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

        assignment.giveUp(List.of(new TopicPartition("jobs", 0)), offsets -> {
            assertThat(first.owned()).isTrue();
            committed.putAll(offsets);
        });

        assertThat(committed)
                .containsOnly(Map.entry(new TopicPartition("jobs", 0), new OffsetAndMetadata(11, Optional.of(1), "")));
        assertThat(first.owned()).isFalse();
        assertThat(second.owned()).isTrue();
    }

    @Test
    void what_others_may_have_by_now_is_not_committed() {
        assignment.doubt();
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

        assignment.giveUp(List.of(new TopicPartition("jobs", 0)), committed::putAll);

        assertThat(committed).isEmpty();
    }

    @Test
    void a_partition_that_lost_its_end_goes_on_from_there_and_answers_for_nothing_it_has_in_hand() {
        Holding before = first.holding();

        assertThat(before.overwritten(record(0, 10, 1))).isFalse();
        assertThat(before.overwritten(record(0, 10, 2))).isTrue();
        assertThat(assignment.cut(before, 10)).isEqualTo(10);

        assertThat(first.owned()).isFalse();
        Holding left = Objects.requireNonNull(assignment.holding(new TopicPartition("jobs", 0)));
        assertThat(left).isNotSameAs(before);
        assertThat(left.take(record(0, 10, 2))).isTrue();
    }

    @Test
    void nothing_is_taken_anew_while_a_settlement_may_still_settle_it() {
        List<Map<TopicPartition, Long>> meanwhile = new ArrayList<>();

        assignment.settle(
                Map.of(first, Settled.DONE),
                (owned, offsets, group) -> {
                    assignment.doubt();
                    meanwhile.add(CompletableFuture.supplyAsync(assignment::dropDoubted)
                            .join());
                },
                GROUP);

        assertThat(meanwhile).containsExactly(Map.of());
        assertThat(assignment.dropDoubted()).containsKey(new TopicPartition("jobs", 0));
    }

    private Delivery delivery(int partition, long offset) {
        Holding holding =
                new Holding(new TopicPartition("jobs", partition), 0, CommittedProgress.at(offset), Optional.empty());
        ConsumerRecord<String, byte[]> record = record(partition, offset, 1);
        holding.take(record);
        assignment.hold(holding);
        return new Delivery(holding, record);
    }

    private static ConsumerRecord<String, byte[]> record(int partition, long offset, int epoch) {
        return new ConsumerRecord<>(
                "jobs",
                partition,
                offset,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                -1,
                -1,
                "key",
                new byte[0],
                new RecordHeaders(),
                Optional.of(epoch));
    }
}
