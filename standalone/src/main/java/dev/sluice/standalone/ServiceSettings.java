package dev.sluice.standalone;

import dev.sluice.api.AdminApiSettings;
import dev.sluice.dispatcher.DispatcherSettings;
import dev.sluice.executor.ExecutorSettings;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.sink.ResultSinkSettings;

/** The settings of the services in this process. */
record ServiceSettings(
        DispatcherSettings dispatcher, ExecutorSettings executor, ResultSinkSettings sink, AdminApiSettings api) {
    static ServiceSettings read(SettingsReader reader) {
        return new ServiceSettings(
                DispatcherSettings.read(reader),
                ExecutorSettings.read(reader),
                ResultSinkSettings.read(reader),
                AdminApiSettings.read(reader));
    }
}
