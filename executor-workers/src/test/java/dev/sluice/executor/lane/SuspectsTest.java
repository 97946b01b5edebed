package dev.sluice.executor.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SuspectsTest {
    private final Suspects<String> suspects = new Suspects<>();

    @Test
    void the_first_has_its_turn_at_once_and_the_others_in_the_order_in_which_they_came() {
        assertThat(suspects.enter("first")).isTrue();
        assertThat(suspects.enter("second")).isFalse();
        assertThat(suspects.enter("third")).isFalse();

        assertThat(suspects.leave("first")).contains("second");
        assertThat(suspects.leave("second")).contains("third");
        assertThat(suspects.leave("third")).isEmpty();
    }

    @Test
    void whose_turn_it_is_may_enter() {
        suspects.enter("first");
        suspects.enter("second");
        suspects.leave("first");

        assertThat(suspects.enter("second")).isTrue();
    }

    @Test
    void one_that_needs_no_turn_any_more_waits_no_longer() {
        suspects.enter("first");
        suspects.enter("cancelled");
        suspects.enter("third");

        assertThat(suspects.release("cancelled"::equals)).containsExactly("cancelled");
        assertThat(suspects.release("first"::equals)).isEmpty();
        assertThat(suspects.leave("first")).contains("third");
    }

    @Test
    void one_whose_turn_it_is_not_ends_nobodys() {
        suspects.enter("first");
        suspects.enter("second");

        assertThat(suspects.leave("bystander")).isEmpty();
        assertThat(suspects.enter("third")).isFalse();
        assertThat(suspects.leave("first")).contains("second");
    }
}
