package dev.sluice.runtime.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the knobs of one process. Each {@code XSettings} record asks for its knobs by their full dotted key; a bad value is noted
 * and the default returned, so that one {@link #finish()} reports every problem at once, unknown keys included. Not thread-safe.
 *
 * <p>Sources, later ones win: defaults, one YAML file, environment ({@code SLUICE_DISPATCHER_COMMIT_INTERVAL}), flags
 * ({@code --set dispatcher.commitInterval=20ms}). Every value may hold {@code ${env:NAME}} and {@code ${file:PATH}}.
 */
public final class SettingsReader {
    private final Sources sources;
    private final Placeholders placeholders;
    private final Set<String> problems;
    /** One setting as it stands: full key, value in force (secrets redacted), where it came from, its default and what it does. */
    public record Knob(String key, String value, String origin, String defaultValue, String doc) {}

    private final Map<String, Knob> knobs = new LinkedHashMap<>();
    private final Set<String> secrets = new HashSet<>();

    private SettingsReader(Sources sources, Placeholders placeholders, List<String> problems) {
        this.sources = sources;
        this.placeholders = placeholders;
        this.problems = new LinkedHashSet<>(problems);
    }

    /** Reads file (if it exists), environment and flags ({@code key=value}). Syntax problems are kept for {@link #finish()}. */
    public static SettingsReader of(Path yaml, Map<String, String> environment, List<String> flags) {
        List<String> problems = new ArrayList<>();
        Map<String, RawValue> file = YamlFile.read(yaml, problems);
        EnvironmentVariables variables = new EnvironmentVariables(environment, problems);
        Sources sources = new Sources(file, variables, flags(flags, problems));
        return new SettingsReader(sources, new Placeholders(environment), problems);
    }

    /** Settings from key-value pairs alone, for tests and for programs that embed Sluice. */
    public static SettingsReader of(Map<String, String> values) {
        Map<String, RawValue> given = new LinkedHashMap<>();
        values.forEach((key, value) -> given.put(key, RawValue.one(value, "given")));
        EnvironmentVariables none = new EnvironmentVariables(Map.of(), new ArrayList<>());
        return new SettingsReader(new Sources(given, none, Map.of()), new Placeholders(System.getenv()), List.of());
    }

    public String text(String key, String defaultValue, String doc) {
        return read(key, defaultValue, doc, text -> text);
    }

    public boolean flag(String key, boolean defaultValue, String doc) {
        return read(key, defaultValue, doc, Parse::flag);
    }

    /** A whole number within bounds, both included. */
    public int integer(String key, int defaultValue, int min, int max, String doc) {
        return read(key, defaultValue, doc, text -> Parse.integer(text, min, max));
    }

    /** A number within bounds, both included. */
    public double decimal(String key, double defaultValue, double min, double max, String doc) {
        return read(key, defaultValue, doc, text -> Parse.decimal(text, min, max));
    }

    /** Such as 250ms, 5s, 10m, 2h, 7d. */
    public Duration duration(String key, Duration defaultValue, String doc) {
        return read(key, defaultValue, doc, Parse::duration);
    }

    /** Such as 512KiB, 64MiB, 1GiB. */
    public DataSize size(String key, DataSize defaultValue, String doc) {
        return read(key, defaultValue, doc, DataSize::parse);
    }

    public Path path(String key, Path defaultValue, String doc) {
        return read(key, defaultValue, doc, Parse::path);
    }

    public <E extends Enum<E>> E choice(String key, E defaultValue, String doc) {
        return read(key, defaultValue, doc, text -> Parse.choice(text, defaultValue.getDeclaringClass()));
    }

    /** A YAML list, or comma-separated in environment and flags. */
    public List<String> list(String key, List<String> defaultValue, String doc) {
        Optional<RawValue> raw = sources.find(key);
        explain(key, raw, String.join(",", defaultValue), doc);
        return raw.flatMap(value -> attempt(key, value, () -> resolved(value))).orElse(defaultValue);
    }

    /** A value that is never printed; {@code ${env:NAME}} and {@code ${file:PATH}} work here and in every text. */
    public Secret secret(String key, Secret defaultValue, String doc) {
        secrets.add(key);
        Optional<RawValue> raw = sources.find(key);
        explain(key, raw, defaultValue.reveal(), doc);
        return raw.flatMap(value -> attempt(key, value, () -> new Secret(single(value))))
                .orElse(defaultValue);
    }

    /**
     * As above, for a secret that may change while the process runs: each call reads the files anew that the value names. A file that
     * cannot be read later, because it is just being replaced, leaves the value as it was. The supplier is thread-safe.
     */
    public Supplier<Secret> rotatingSecret(String key, Secret defaultValue, String doc) {
        AtomicReference<Secret> last = new AtomicReference<>(secret(key, defaultValue, doc));
        Optional<RawValue> raw = sources.peek(key);
        return () -> {
            try {
                raw.ifPresent(value -> last.set(new Secret(single(value))));
            } catch (IllegalArgumentException unreadable) {
                // Whoever uses the old one is told so by the server.
            }
            return last.get();
        };
    }

    /**
     * What a text stands for. The form throws IllegalArgumentException, with a message that names what is wrong, for a text that stands
     * for nothing; the default always stands for something.
     */
    public <T> T parsed(String key, String defaultValue, Function<String, T> form, String doc) {
        return formed(key, text(key, defaultValue, doc), form, () -> form.apply(defaultValue));
    }

    /** As above for a secret, of which the message must say nothing; its text is empty where none was set. A wrong one gives this instead. */
    public <T> T parsedSecret(String key, Function<String, T> form, T instead, String doc) {
        return formed(key, secret(key, new Secret(""), doc).reveal(), form, () -> instead);
    }

    /** All keys below this one as they stand, for pass-through to a library ({@code kafka.client}). Secret-looking keys are redacted when explained. */
    public Map<String, String> passThrough(String key, String doc) {
        return passThrough(key, Set.of(), doc);
    }

    /**
     * As above. A key that is none of the library's known ones but nearly so is taken for a typing error; others are passed on, since
     * plug-ins of a library have keys of their own.
     */
    public Map<String, String> passThrough(String key, Set<String> known, String doc) {
        Map<String, String> passed = new LinkedHashMap<>();
        sources.below(key).forEach((rest, raw) -> {
            String full = key + "." + rest;
            explain(full, Optional.of(raw), "", doc);
            attempt(full, raw, () -> String.join(",", resolved(raw))).ifPresent(value -> passed.put(rest, value));
            if (!known.contains(rest)) {
                NearestKey.to(rest, known)
                        .ifPresent(nearest -> note(raw, full, "is unknown, did you mean " + key + "." + nearest + "?"));
            }
        });
        return passed;
    }

    /** The names one level below this key, for maps of named things ({@code databases}). */
    public Set<String> names(String key) {
        return sources.names(key);
    }

    /** Declares a section of a shared file that is another service's: its keys are unknown only if this process asks for one of them. */
    public void leave(String section) {
        sources.leave(section);
    }

    /** Notes a problem found by the caller, with the key it belongs to. */
    public void problem(String key, String message) {
        sources.peek(key).ifPresentOrElse(raw -> note(raw, key, message), () -> problems.add(key + ": " + message));
    }

    /** Every knob read so far: key, value (redacted), origin, default, doc. For {@code sluice config explain}. */
    public List<Knob> explained() {
        return List.copyOf(knobs.values());
    }

    /** Throws {@link SettingsException} naming every problem of what was asked for; for commands that ask for a part of the settings. */
    public void check() throws SettingsException {
        if (!problems.isEmpty()) {
            throw new SettingsException(List.copyOf(problems));
        }
    }

    /** Throws {@link SettingsException} naming every problem and unknown key, or does nothing. Call it when all was asked. */
    public void finish() throws SettingsException {
        Set<String> all = new LinkedHashSet<>(problems);
        all.addAll(sources.unknown(placeholders.used()));
        if (!all.isEmpty()) {
            throw new SettingsException(List.copyOf(all));
        }
    }

    private <T> T read(String key, T defaultValue, String doc, Function<String, T> parse) {
        Optional<RawValue> raw = sources.find(key);
        explain(key, raw, Parse.show(defaultValue), doc);
        return raw.flatMap(value -> attempt(key, value, () -> parse.apply(single(value))))
                .orElse(defaultValue);
    }

    private <T> T formed(String key, String text, Function<String, T> form, Supplier<T> instead) {
        try {
            return form.apply(text);
        } catch (IllegalArgumentException e) {
            problem(key, String.valueOf(e.getMessage()));
            return instead.get();
        }
    }

    private String single(RawValue raw) {
        if (raw.several()) {
            throw new IllegalArgumentException("is a list, but one value is expected");
        }
        return placeholders.resolve(raw.text());
    }

    private List<String> resolved(RawValue raw) {
        return raw.items().stream().map(placeholders::resolve).toList();
    }

    private <T> Optional<T> attempt(String key, RawValue raw, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException e) {
            note(raw, key, "'" + shown(key, raw.text()) + "' " + e.getMessage());
            return Optional.empty();
        }
    }

    private void note(RawValue raw, String key, String message) {
        problems.add(raw.origin() + ": " + key + ": " + message);
    }

    private void explain(String key, Optional<RawValue> raw, String defaultValue, String doc) {
        String value = shown(key, raw.map(RawValue::text).orElse(defaultValue));
        String origin = raw.map(RawValue::origin).orElse("default");
        knobs.put(key, new Knob(key, value, origin, shown(key, defaultValue), doc));
    }

    /** INVARIANT: a key asked for as a secret is never shown, whatever its name. */
    private String shown(String key, String value) {
        return secrets.contains(key) ? Secret.hide(value) : Secret.redact(key, value);
    }

    private static Map<String, RawValue> flags(List<String> flags, List<String> problems) {
        Map<String, RawValue> values = new LinkedHashMap<>();
        for (String flag : flags) {
            int equals = flag.indexOf('=');
            if (equals < 1) {
                problems.add("--set: a setting is given as key=value");
            } else {
                String key = flag.substring(0, equals).strip();
                values.put(key, RawValue.one(flag.substring(equals + 1), "--set " + key));
            }
        }
        return values;
    }
}
