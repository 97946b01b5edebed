package dev.sluice.api.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallGateTest {
    @Test
    void programsAndTheConsoleItselfPass() {
        assertThat(CallGate.foreign(null, null, "localhost:8080")).isFalse();
        assertThat(CallGate.foreign("same-origin", "http://localhost:8080", "localhost:8080"))
                .isFalse();
        assertThat(CallGate.foreign(null, "http://localhost:8080", "localhost:8080"))
                .isFalse();
    }

    @Test
    void pagesOfOtherSitesDoNot() {
        assertThat(CallGate.foreign("cross-site", null, "localhost:8080")).isTrue();
        assertThat(CallGate.foreign("same-site", null, "localhost:8080")).isTrue();
        assertThat(CallGate.foreign(null, "http://evil.example", "localhost:8080"))
                .isTrue();
        assertThat(CallGate.foreign(null, "null", "localhost:8080")).isTrue();
    }
}
