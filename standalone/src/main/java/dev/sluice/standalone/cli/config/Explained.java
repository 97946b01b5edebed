package dev.sluice.standalone.cli.config;

import dev.sluice.runtime.settings.SettingsException;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.runtime.settings.SettingsReader.Knob;
import dev.sluice.standalone.LayeredSettings;
import dev.sluice.standalone.Standalone;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every knob of a platform in one process and of all its services as it stands, and every problem with them. */
record Explained(List<Knob> knobs, List<String> problems) {
    /** Has the platform read its settings, starting nothing. */
    static Explained of(LayeredSettings settings, InstantSource clock) {
        List<SettingsReader> readers = new ArrayList<>();
        List<String> own = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        LayeredSettings listening = flags -> {
            SettingsReader reader = settings.with(flags);
            own.addAll(flags);
            readers.add(reader);
            return reader;
        };
        try {
            // Made only so that everything asks for its settings.
            Standalone.of(listening, clock).close();
        } catch (SettingsException e) {
            problems.addAll(e.problems());
        }
        Set<String> setByItself =
                own.stream().map(flag -> flag.substring(0, flag.indexOf('='))).collect(Collectors.toSet());
        return new Explained(
                readers.stream()
                        .flatMap(reader -> reader.explained().stream())
                        .map(knob -> setByItself.contains(knob.key()) ? ownKnob(knob) : knob)
                        .toList(),
                List.copyOf(problems));
    }

    /** Known only once it runs. */
    private static Knob ownKnob(Knob knob) {
        return new Knob(knob.key(), "", "set by sluice up itself", knob.defaultValue(), knob.doc());
    }
}
