package dev.sluice.standalone.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void quotesWhatNeedsItAndTellsNullFromEmpty() {
        assertThat(Csv.line(Arrays.asList("a", "b,c", "say \"hi\"", "two\nlines", null, "")))
                .isEqualTo("a,\"b,c\",\"say \"\"hi\"\"\",\"two\nlines\",,\"\"");
    }
}
