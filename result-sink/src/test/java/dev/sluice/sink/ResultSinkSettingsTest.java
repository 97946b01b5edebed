package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.runtime.settings.SettingsException;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.sink.read.BatchSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultSinkSettingsTest {
    @Test
    void defaultsAreEnough() throws Exception {
        SettingsReader reader = SettingsReader.of(Map.of());

        ResultSinkSettings settings = ResultSinkSettings.read(reader);

        reader.finish();
        assertThat(settings.reading().batch()).isEqualTo(BatchSettings.DEFAULT);
        assertThat(settings.retention().age()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void everyProblemIsNamedAtOnce() {
        SettingsReader reader = SettingsReader.of(Map.of(
                "history.url", "jdbc:mysql://localhost/sluice",
                "sink.batch.minLinger", "2s",
                "sink.retention.jobs", "0"));

        ResultSinkSettings.read(reader);

        assertThatThrownBy(reader::finish)
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("history.url", "sink.batch.minLinger", "sink.retention.jobs");
    }
}
