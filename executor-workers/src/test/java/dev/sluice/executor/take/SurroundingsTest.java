package dev.sluice.executor.take;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.service.Health;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class SurroundingsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final TopicPartition FIRST = new TopicPartition("jobs", 0);
    private static final TopicPartition SECOND_ONE = new TopicPartition("jobs", 1);

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final Surroundings around = new Surroundings("jobs");

    @Test
    void a_topic_that_is_missing_shows_until_it_is_there() {
        around.look(consumer, 0);
        assertThat(around.check()).asString().contains("no topic jobs");

        consumer.updatePartitions("jobs", List.of(info(0), info(1)));
        around.look(consumer, 11 * SECOND);
        assertThat(around.check()).isInstanceOf(Health.Up.class);
    }

    @Test
    void a_broker_that_does_not_answer_says_nothing_of_the_topic() {
        var silent = new MockConsumer<String, byte[]>("earliest") {
            @Override
            public List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
                throw new TimeoutException("no answer");
            }
        };

        around.look(silent, 0);

        assertThat(around.check()).isInstanceOf(Health.Up.class);
    }

    @Test
    void partitions_that_are_added_show_after_a_while_and_others_of_our_own_at_once() {
        consumer.updatePartitions("jobs", List.of(info(0), info(1)));
        around.look(consumer, 0);
        consumer.assign(List.of(FIRST));
        around.look(consumer, 1);
        assertThat(around.share()).isEqualTo(new Share(Set.of(0), 2));

        consumer.updatePartitions("jobs", List.of(info(0), info(1), info(2)));
        around.look(consumer, 11 * SECOND);
        assertThat(around.share()).isEqualTo(new Share(Set.of(0), 3));
    }

    @Test
    void a_partition_none_of_whose_jobs_ends_shows_after_a_minute() {
        consumer.updatePartitions("jobs", List.of(info(0), info(1)));
        around.look(consumer, 0);

        around.full(Set.of(FIRST), 0);
        around.full(Set.of(SECOND_ONE), 40 * SECOND);
        around.full(Set.of(FIRST, SECOND_ONE), 70 * SECOND);
        assertThat(around.check()).isInstanceOf(Health.Up.class);

        around.full(Set.of(FIRST, SECOND_ONE), 101 * SECOND);
        assertThat(around.check()).asString().contains("executor.maxOpen");
        around.full(Set.of(FIRST), 102 * SECOND);
        assertThat(around.check()).isInstanceOf(Health.Up.class);
    }

    private static PartitionInfo info(int partition) {
        return new PartitionInfo("jobs", partition, Node.noNode(), new Node[0], new Node[0]);
    }
}
