package dev.sluice.standalone;

import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.sink.ResultSinkSettings;
import java.util.List;

/** The settings of the services in this process. */
record ServiceSettings(ResultSinkSettings sink) {
    static ServiceSettings read(SettingsReader reader) {
        // Until the services that ask for these are wired.
        List.of("dispatcher", "executor", "platform", "api").forEach(reader::leave);
        reader.passThrough("databases", "Databases that jobs can name");
        return new ServiceSettings(ResultSinkSettings.read(reader));
    }
}
