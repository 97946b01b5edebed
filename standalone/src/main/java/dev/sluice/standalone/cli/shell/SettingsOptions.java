package dev.sluice.standalone.cli.shell;

import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.standalone.LayeredSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that reads the settings itself: one file, then the environment, then these flags. */
public final class SettingsOptions {
    private static final Path DEFAULT_FILE = Path.of("sluice.yaml");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The settings file (default: sluice.yaml, if there is one).")
    private @Nullable Path config;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "One setting, stronger than the file and the environment.")
    private List<String> set = List.of();

    /** The same settings to be read more than once. */
    public LayeredSettings layers(Map<String, String> environment, List<String> onTop) throws UsageException {
        Path file = file();
        return flags -> SettingsReader.of(file, environment, all(onTop, flags));
    }

    /** A reader over file, environment and flags; these come on top of the user's own flags. */
    public SettingsReader reader(Map<String, String> environment, List<String> onTop) throws UsageException {
        return SettingsReader.of(file(), environment, all(onTop, List.of()));
    }

    private List<String> all(List<String> onTop, List<String> atLast) {
        return Stream.of(set, onTop, atLast).flatMap(List::stream).toList();
    }

    private Path file() throws UsageException {
        if (config != null && !Files.isReadable(config)) {
            throw new UsageException("there is no readable file " + config);
        }
        return config == null ? DEFAULT_FILE : config;
    }
}
