package dev.sluice.runtime.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the knobs of one process. Each {@code XSettings} record asks for its knobs by their full dotted key; a bad value is noted
 * and the default returned, so that one {@link #finish()} reports every problem at once, unknown keys included. Not thread-safe.
 *
 * <p>Sources, later ones win: defaults, one YAML file, environment ({@code SLUICE_DISPATCHER_COMMIT_INTERVAL}), flags
 * ({@code --set dispatcher.commitInterval=20ms}).
 */
public final class SettingsReader {
    SettingsReader() {}

    /** Reads file (if it exists), environment and flags ({@code key=value}). Syntax problems are kept for {@link #finish()}. */
    public static SettingsReader of(Path yaml, Map<String, String> environment, List<String> flags) {
        throw new UnsupportedOperationException();
    }

    /** Settings from key-value pairs alone, for tests and for programs that embed Sluice. */
    public static SettingsReader of(Map<String, String> values) {
        throw new UnsupportedOperationException();
    }

    public String text(String key, String defaultValue, String doc) {
        throw new UnsupportedOperationException();
    }

    public boolean flag(String key, boolean defaultValue, String doc) {
        throw new UnsupportedOperationException();
    }

    /** A whole number within bounds, both included. */
    public int integer(String key, int defaultValue, int min, int max, String doc) {
        throw new UnsupportedOperationException();
    }

    public double decimal(String key, double defaultValue, double min, double max, String doc) {
        throw new UnsupportedOperationException();
    }

    /** Such as 250ms, 5s, 10m, 2h, 7d. */
    public Duration duration(String key, Duration defaultValue, String doc) {
        throw new UnsupportedOperationException();
    }

    /** Such as 512KiB, 64MiB, 1GiB. */
    public DataSize size(String key, DataSize defaultValue, String doc) {
        throw new UnsupportedOperationException();
    }

    public Path path(String key, Path defaultValue, String doc) {
        throw new UnsupportedOperationException();
    }

    public <E extends Enum<E>> E choice(String key, E defaultValue, String doc) {
        throw new UnsupportedOperationException();
    }

    /** A YAML list, or comma-separated in environment and flags. */
    public List<String> list(String key, List<String> defaultValue, String doc) {
        throw new UnsupportedOperationException();
    }

    /** A value that is never printed; {@code ${env:NAME}} and {@code ${file:PATH}} work here and in every text. */
    public Secret secret(String key, Secret defaultValue, String doc) {
        throw new UnsupportedOperationException();
    }

    /** All keys below this one as they stand, for pass-through to a library ({@code kafka.client}). Secret-looking keys are redacted when explained. */
    public Map<String, String> passThrough(String key, String doc) {
        throw new UnsupportedOperationException();
    }

    /** The names one level below this key, for maps of named things ({@code databases}). */
    public Set<String> names(String key) {
        throw new UnsupportedOperationException();
    }

    /** Notes a problem found by the caller, with the key it belongs to. */
    public void problem(String key, String message) {
        throw new UnsupportedOperationException();
    }

    /** Every knob read so far: key, value (redacted), origin, default, doc. For {@code sluice config explain}. */
    public List<Knob> explained() {
        throw new UnsupportedOperationException();
    }

    /** Throws {@link SettingsException} naming every problem and unknown key, or does nothing. */
    public void finish() throws SettingsException {
        throw new UnsupportedOperationException();
    }
}
