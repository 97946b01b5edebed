package dev.sluice.standalone;

import dev.sluice.runtime.settings.SettingsReader;
import java.util.List;

/** The user's settings, to be read more than once: ports and keys are known only while the process starts. */
@FunctionalInterface
public interface LayeredSettings {
    /** A new reader over file, environment and flags, with these flags ({@code key=value}) on top. */
    SettingsReader with(List<String> flags);
}
