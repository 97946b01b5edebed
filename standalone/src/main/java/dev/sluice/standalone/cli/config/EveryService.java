package dev.sluice.standalone.cli.config;

import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.sink.ResultSinkSettings;
import dev.sluice.standalone.cli.topics.TopicAccess;

/** Has every service ask for its knobs, so that a reader knows them all. */
final class EveryService {
    private EveryService() {}

    static void read(SettingsReader reader) {
        TopicAccess.read(reader);
        ResultSinkSettings.read(reader);
    }
}
