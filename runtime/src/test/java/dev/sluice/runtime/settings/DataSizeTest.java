package dev.sluice.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {
    @ParameterizedTest
    @CsvSource({"0,0", "1048576,1048576", "7B,7", "512KiB,524288", "64 mib,67108864", "1GiB,1073741824"})
    void readsWhatPeopleWrite(String text, long bytes) {
        assertThat(DataSize.parse(text)).isEqualTo(new DataSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "KiB", "-1", "1.5MiB", "1KB", "1 k", "nine"})
    void saysWhatIsAllowedInPlaceOfAnythingElse(String text) {
        assertThatThrownBy(() -> DataSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("512KiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999999999999999999", "9000000TiB"})
    void refusesMoreThanALongHolds(String text) {
        assertThatThrownBy(() -> DataSize.parse(text)).hasMessageContaining("larger");
    }

    @Test
    void printsInTheLargestUnitThatNeedsNoFraction() {
        assertThat(DataSize.ofKibibytes(1536)).hasToString("1536KiB");
        assertThat(DataSize.ofMebibytes(1024)).hasToString("1GiB");
        assertThat(new DataSize(1000)).hasToString("1000B");
        assertThat(new DataSize(0)).hasToString("0B");
    }
}
