package dev.sluice.executor.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.Access;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StartRuleTest {
    @ParameterizedTest
    @CsvSource({
        "READ, 0, false, RUN",
        "WRITE, 0, false, RUN",
        "READ, 0, true, COUNT_FIRST",
        "WRITE, 1, true, COUNT_FIRST",
        "WRITE, 2, true, ALONE",
        "READ, 2, true, ALONE",
        "WRITE, 3, true, POISON",
        "READ, 4, true, POISON",
        "PLAIN, 0, false, COUNT_FIRST",
        "PLAIN, 1, true, MAY_HAVE_RUN",
        "PLAIN, 9, true, MAY_HAVE_RUN",
    })
    void a_start_depends_on_the_starts_before_it(Access access, int starts, boolean before, StartRule rule) {
        assertThat(StartRule.of(access, starts, before, 3)).isEqualTo(rule);
    }
}
