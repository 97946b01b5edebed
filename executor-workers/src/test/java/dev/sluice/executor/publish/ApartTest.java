package dev.sluice.executor.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.take.Deliveries;
import dev.sluice.executor.take.Settlement.Settled;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

final class ApartTest {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1); // nanoTime may overflow
    private final Apart apart = new Apart(now::get);

    private static Publication to(String... topics) {
        return new Publication(
                Deliveries.delivery(false),
                Settled.DONE,
                Stream.of(topics)
                        .map(topic -> new ProducerRecord<>(topic, "key", new byte[0]))
                        .toList(),
                () -> {});
    }

    @Test
    void what_goes_to_a_closed_topic_waits_until_it_is_asked_again_and_the_rest_goes_on() {
        Publication letter = to("replies", "dead");
        Publication other = to("dead");
        Publication reply = to("replies");
        apart.close(Stream.of("dead"), PAUSE);

        assertThat(apart.keepFrom(List.of(letter, reply, other))).containsExactly(reply);
        assertThat(apart.nextProbe()).isNull();
        assertThat(apart.reopenedBy(List.of(reply))).isEmpty();
        assertThat(apart.isEmpty()).isFalse();

        now.addAndGet(PAUSE.toNanos());
        assertThat(apart.nextProbe()).isSameAs(letter);
        assertThat(apart.reopenedBy(List.of(letter))).containsExactly(other);
        assertThat(apart.keepFrom(List.of(other))).containsExactly(other);
        assertThat(apart.isEmpty()).isTrue();
    }

    @Test
    void what_waits_for_another_topic_as_well_is_kept_again() {
        Publication letter = to("replies.extra", "dead");
        apart.close(Stream.of("replies.extra"), PAUSE);
        apart.close(Stream.of("dead"), PAUSE.multipliedBy(2));
        Publication reply = to("replies.extra");
        apart.keepFrom(List.of(letter, reply));
        now.addAndGet(PAUSE.toNanos());

        assertThat(apart.nextProbe())
                .as("its other topic is not to be asked yet")
                .isSameAs(reply);
        assertThat(apart.keepFrom(apart.reopenedBy(List.of(reply)))).isEmpty();
        assertThat(apart.isEmpty()).isFalse();
    }

    @Test
    void singles_come_one_by_one_when_their_pause_is_over() {
        Publication large = to("replies");
        Publication first = to("replies");
        Publication second = to("replies");
        apart.single(List.of(large), PAUSE);
        apart.single(List.of(first, second), Duration.ZERO);

        assertThat(apart.nextSingle()).isSameAs(first);
        assertThat(apart.nextSingle()).isSameAs(second);
        assertThat(apart.nextSingle()).isNull();
        now.addAndGet(PAUSE.toNanos());
        assertThat(apart.nextSingle()).isSameAs(large);
        assertThat(apart.isEmpty()).isTrue();
    }
}
