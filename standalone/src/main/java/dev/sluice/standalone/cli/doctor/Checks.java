package dev.sluice.standalone.cli.doctor;

import dev.sluice.runtime.settings.SettingsReader;
import java.util.List;

/** Stand-in. */
final class Checks {
    private Checks() {}

    static List<Check> from(SettingsReader reader) {
        return List.of(new JdkCheck());
    }
}
