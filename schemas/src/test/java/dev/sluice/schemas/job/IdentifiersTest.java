package dev.sluice.schemas.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
    @ParameterizedTest
    @ValueSource(strings = {"0190163d-8694-739b-aea5-966c26f8ad91", "0190163D-8694-739B-AEA5-966C26F8AD91"})
    void aUuidInItsLongFormIsAJobId(String jobId) {
        assertThat(Identifiers.validJobId(jobId)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "0190163d8694739baea5966c26f8ad91",
                "0190163d-8694-739b-aea5-966c26f8ad9g",
                "0190163d-8694-739b-aea5-966c26f8ad91\n",
                "{0190163d-8694-739b-aea5-966c26f8ad91}"
            })
    void nothingElseIs(String jobId) {
        assertThat(Identifiers.validJobId(jobId)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "_", "tenant-1", "A_b-9", "x234567890123456789012345678901234567890123456789012345678901234"
            })
    void lettersDigitsUnderscoresAndInnerDashesAreAName(String name) {
        assertThat(Identifiers.validName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "a-",
                "a.b",
                "a/b",
                "a b",
                "ä",
                "a\n",
                "x2345678901234567890123456789012345678901234567890123456789012345"
            })
    void nothingElseIsAName(String name) {
        assertThat(Identifiers.validName(name)).isFalse();
    }
}
