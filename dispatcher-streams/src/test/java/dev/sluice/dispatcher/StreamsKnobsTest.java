package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.runtime.settings.SettingsException;
import dev.sluice.runtime.settings.SettingsReader;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamsKnobsTest {
    @Test
    void commits_under_load_are_never_more_frequent_than_others() throws Exception {
        SettingsReader reader = SettingsReader.of(Map.of("dispatcher.commitInterval", "100ms"));

        StreamsKnobs knobs = StreamsKnobs.read(reader);

        reader.finish();
        assertThat(knobs.busyCommitInterval()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void intervals_that_make_no_sense_are_named_at_once() {
        SettingsReader reader =
                SettingsReader.of(Map.of("dispatcher.commitInterval", "0s", "dispatcher.busyCommitInterval", "2ms"));

        StreamsKnobs.read(reader);

        assertThatThrownBy(reader::finish)
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(
                        "dispatcher.commitInterval: must be", "dispatcher.busyCommitInterval: must not");
    }
}
