package dev.sluice.executor.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SuspectsTest {
    private final Suspects<String> suspects = new Suspects<>(job -> job.charAt(0));

    @Test
    void the_first_has_its_turn_at_once_and_others_of_its_line_in_the_order_in_which_they_came() {
        assertThat(suspects.enter("first")).isTrue();
        assertThat(suspects.enter("fourth")).isFalse();
        assertThat(suspects.enter("fifth")).isFalse();

        assertThat(suspects.leave("first")).containsExactly("fourth");
        assertThat(suspects.enter("fourth")).isTrue();
        assertThat(suspects.leave("fourth")).containsExactly("fifth");
        assertThat(suspects.enter("fifth")).isTrue();
        assertThat(suspects.leave("fifth")).isEmpty();
    }

    @Test
    void whose_turn_it_is_may_enter_again() {
        suspects.enter("first");

        assertThat(suspects.enter("first")).isTrue();
    }

    @Test
    void one_of_each_line_is_called_and_the_one_that_comes_first_has_its_turn() {
        suspects.enter("first");
        suspects.enter("fourth");
        suspects.enter("fifth");
        suspects.enter("second");

        assertThat(suspects.leave("first")).containsExactly("fourth", "second");
        assertThat(suspects.enter("second")).isTrue();
        assertThat(suspects.enter("fourth")).isFalse();
        assertThat(suspects.leave("second")).as("the line that waited longest").containsExactly("fifth");
    }

    @Test
    void one_that_is_called_and_does_not_come_has_others_called() {
        suspects.enter("first");
        suspects.enter("fourth");
        suspects.enter("fifth");
        suspects.leave("first");

        assertThat(suspects.leave("fourth")).containsExactly("fifth");
        assertThat(suspects.enter("fifth")).isTrue();
    }

    @Test
    void one_that_needs_no_turn_any_more_waits_no_longer() {
        suspects.enter("first");
        suspects.enter("for nothing");
        suspects.enter("fifth");

        assertThat(suspects.release("for nothing"::equals)).containsExactly("for nothing");
        assertThat(suspects.release("first"::equals)).isEmpty();
        assertThat(suspects.leave("first")).containsExactly("fifth");
    }

    @Test
    void one_whose_turn_it_is_not_ends_nobodys() {
        suspects.enter("first");
        suspects.enter("fourth");

        assertThat(suspects.leave("bystander")).isEmpty();
        assertThat(suspects.enter("third")).isFalse();
        assertThat(suspects.leave("first")).contains("fourth");
    }
}
