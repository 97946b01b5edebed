package dev.sluice.executor.take;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ContactTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private double answers;
    private final Contact contact = new Contact(PATIENCE, () -> answers, 0);

    @Test
    void is_kept_as_long_as_answers_come() {
        boolean kept = true;
        for (int second = 5; second < 300; second += 5) {
            answers++;
            kept &= contact.kept(nanos(second));
        }

        assertThat(kept).isTrue();
    }

    @Test
    void is_lost_once_no_answer_has_come_for_as_long_as_patience_lasts() {
        answers++;
        contact.kept(nanos(10));

        assertThat(contact.kept(nanos(39))).isTrue();
        assertThat(contact.kept(nanos(40))).isFalse();
    }

    @Test
    void is_kept_again_from_the_next_answer_on() {
        contact.kept(nanos(100));
        answers++;

        assertThat(contact.kept(nanos(101))).isTrue();
        assertThat(contact.kept(nanos(130))).isTrue();
    }

    private static long nanos(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
