package dev.sluice.schemas.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "-12.50", "1E+19999", "1E-20000", "12345678901234567890.123"})
    void decimalsThatCanBeWrittenOutFit(String text) {
        assertThat(ParameterRules.fits(decimal(text))).isTrue();
        assertThat(ParameterRules.decimal(text)).isEqualByComparingTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1E+20000", "1E-20001", "1E+1000000000", "-1E-2147483647", "1E+99999999999"})
    void whatNobodyShouldWriteOutDoesNot(String text) {
        assertThat(ParameterRules.fits(decimal(text))).isFalse();
    }

    private static ParameterValue decimal(String text) {
        return ParameterValue.newBuilder()
                .setType(ParameterType.DECIMAL)
                .setValue(text)
                .build();
    }
}
