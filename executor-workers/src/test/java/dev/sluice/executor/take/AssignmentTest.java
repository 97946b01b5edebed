package dev.sluice.executor.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.executor.take.Settlement.Settled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class AssignmentTest {
    private final Assignment assignment = new Assignment();
    private final Delivery first = delivery(0, 10);
    private final Delivery second = delivery(1, 20);
    /** Nothing here looks into it. */
    private static final ConsumerGroupMetadata GROUP = new MockConsumer<String, byte[]>("earliest").groupMetadata();

    @Test
    void outcomes_of_a_revoked_partition_are_left_out() {
        assignment.onPartitionsRevoked(List.of(new TopicPartition("jobs", 1)));
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

        assignment.settle(
                Map.of(first, Settled.DONE, second, Settled.DONE),
                (owned, offsets, group) -> {
                    assertThat(owned).containsExactly(first);
                    committed.putAll(offsets);
                },
                GROUP);

        assertThat(committed).containsOnly(Map.entry(new TopicPartition("jobs", 0), new OffsetAndMetadata(11, "")));
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
        Holding holding = new Holding(new TopicPartition("jobs", partition), 0, CommittedProgress.at(offset));
        holding.take(offset);
        assignment.hold(holding);
        return new Delivery(holding, new ConsumerRecord<>("jobs", partition, offset, "key", new byte[0]));
    }
}
