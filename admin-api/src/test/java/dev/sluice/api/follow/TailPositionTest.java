package dev.sluice.api.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TailPositionTest {
    private static final TopicPartition ONE = new TopicPartition("t", 0);
    private static final TopicPartition TWO = new TopicPartition("t", 1);

    private final TailPosition position = new TailPosition();

    @Test
    void aMarkIsPassedWhenEveryPartitionIs() throws Exception {
        CompletableFuture<Void> passed = position.passes(Map.of(ONE, 5L, TWO, 0L));
        position.advance(ONE, 4);
        position.advance(TWO, 0);
        position.settle();
        assertThat(passed).isNotDone();

        position.advance(ONE, 5);
        position.settle();

        assertThat(passed.get(5, TimeUnit.SECONDS)).isNull();
        assertThat(position.passes(Map.of(ONE, 3L)).get(5, TimeUnit.SECONDS)).isNull();
    }
}
