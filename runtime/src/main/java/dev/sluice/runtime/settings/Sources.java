package dev.sluice.runtime.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** File, environment and flags laid over one another, and the keys that were asked for. */
final class Sources {
    private final Map<String, RawValue> file;
    private final EnvironmentVariables environment;
    private final Map<String, RawValue> flags;
    private final Set<String> asked = new TreeSet<>();
    private final Set<String> passed = new HashSet<>();
    private final Set<String> left = new HashSet<>();

    Sources(Map<String, RawValue> file, EnvironmentVariables environment, Map<String, RawValue> flags) {
        this.file = file;
        this.environment = environment;
        this.flags = flags;
    }

    /** The value in force, and the key counts as known from now on. */
    Optional<RawValue> find(String key) {
        asked.add(key);
        return peek(key);
    }

    Optional<RawValue> peek(String key) {
        return Optional.ofNullable(flags.get(key))
                .or(() -> environment.find(key))
                .or(() -> Optional.ofNullable(file.get(key)));
    }

    /** Everything below a key by the rest of its key, and all of it counts as known from now on. */
    Map<String, RawValue> below(String key) {
        passed.add(key + ".");
        Map<String, RawValue> found = new LinkedHashMap<>(rest(file, key));
        Map<String, RawValue> flagged = rest(flags, key);
        environment.below(key).forEach((rest, value) -> found.put(spelled(rest, found.keySet()), value));
        found.putAll(flagged);
        return found;
    }

    /** The names one level below a key. The environment adds one only where no name of the file explains the variable. */
    Set<String> names(String key) {
        Set<String> names = new LinkedHashSet<>();
        rest(file, key).keySet().forEach(rest -> names.add(first(rest)));
        rest(flags, key).keySet().forEach(rest -> names.add(first(rest)));
        environment.below(key).forEach((rest, value) -> {
            boolean explained = names.stream()
                    .anyMatch(name -> EnvironmentVariables.rest(value.origin(), key + "." + name)
                            .isPresent());
            if (!explained) {
                names.add(first(rest));
            }
        });
        return names;
    }

    /** Keys of this section are no concern of this process, unless it asks for one of them. */
    void leave(String section) {
        left.add(section);
    }

    /** What was set and nobody asked for, each with its origin and what was probably meant. */
    List<String> unknown(Set<String> usedVariables) {
        List<String> problems = new ArrayList<>();
        file.forEach((key, value) -> unknown(key, value).ifPresent(problems::add));
        flags.forEach((key, value) -> unknown(key, value).ifPresent(problems::add));
        environment.names().stream()
                .filter(name -> !usedVariables.contains(name))
                .forEach(name -> unknownVariable(name).ifPresent(problems::add));
        return problems;
    }

    private Optional<String> unknown(String key, RawValue value) {
        boolean ofOthers = left.contains(first(key)) && !sections().contains(first(key));
        if (asked.contains(key) || passed.stream().anyMatch(key::startsWith) || ofOthers) {
            return Optional.empty();
        }
        Optional<String> child =
                asked.stream().filter(each -> each.startsWith(key + ".")).findFirst();
        if (child.isPresent()) {
            return Optional.of(value.origin() + ": " + key + ": has settings below it, such as " + child.get());
        }
        String hint = NearestKey.to(key, asked)
                .map(nearest -> ", did you mean " + nearest + "?")
                .orElse("");
        return Optional.of(value.origin() + ": " + key + ": is not a setting" + hint);
    }

    /** A variable of a section that this process does not know may be the launcher's or the command's, unless it looks mistyped. */
    private Optional<String> unknownVariable(String name) {
        String plain = EnvironmentVariables.plain(name);
        boolean known = asked.stream().anyMatch(key -> plain.equals(EnvironmentVariables.plain("SLUICE_" + key)))
                || passed.stream()
                        .anyMatch(prefix ->
                                EnvironmentVariables.rest(name, prefix).isPresent());
        boolean ours = sections().stream()
                .anyMatch(section -> EnvironmentVariables.rest(name, section).isPresent());
        boolean mistyped = left.stream()
                        .noneMatch(section ->
                                EnvironmentVariables.rest(name, section).isPresent())
                && NearestKey.to(name.split("_", -1)[1], sections()).isPresent();
        if (known || !(ours || mistyped)) {
            return Optional.empty();
        }
        List<String> variables =
                asked.stream().map(EnvironmentVariables::nameOf).toList();
        String hint = NearestKey.to(name, variables)
                .map(nearest -> ", did you mean " + nearest + "?")
                .orElse("");
        return Optional.of(name + ": is not a setting" + hint);
    }

    private Set<String> sections() {
        Set<String> sections = new HashSet<>();
        asked.forEach(key -> sections.add(first(key)));
        passed.forEach(prefix -> sections.add(first(prefix)));
        return sections;
    }

    private static Map<String, RawValue> rest(Map<String, RawValue> values, String key) {
        Map<String, RawValue> found = new LinkedHashMap<>();
        values.forEach((each, value) -> {
            if (each.startsWith(key + ".")) {
                found.put(each.substring(key.length() + 1), value);
            }
        });
        return found;
    }

    /** The file's spelling of a key that a variable could only give without dots, dashes and capitals. */
    private static String spelled(String rest, Set<String> known) {
        return known.stream()
                .filter(each -> EnvironmentVariables.plain(each).equals(EnvironmentVariables.plain(rest)))
                .findFirst()
                .orElse(rest);
    }

    private static String first(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }
}
