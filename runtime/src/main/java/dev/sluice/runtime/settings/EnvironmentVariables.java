package dev.sluice.runtime.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The variables {@code SLUICE_…} as settings. {@code SLUICE_DISPATCHER_COMMIT_INTERVAL} is {@code dispatcher.commitInterval}: only
 * letters and digits count, so that a variable cannot miss a key for its dots, dashes or capitals.
 */
final class EnvironmentVariables {
    private static final String PREFIX = "SLUICE_";

    /** What Kubernetes puts into every container of a namespace that has a Service called sluice or sluice-something. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".*(_SERVICE_HOST|_SERVICE_PORT(_.*)?|_PORT_\\d+_(TCP|UDP|SCTP).*)");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Map<String, RawValue> byPlainName = new LinkedHashMap<>();

    EnvironmentVariables(Map<String, String> environment, List<String> problems) {
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !isServiceLink(name, value)) {
                RawValue earlier = byPlainName.putIfAbsent(plain(name), RawValue.one(value, name));
                if (earlier != null) {
                    problems.add(name + ": means the same as " + earlier.origin() + ", set one of them");
                }
            }
        });
    }

    Optional<RawValue> find(String key) {
        return Optional.ofNullable(byPlainName.get(plain(PREFIX + key)));
    }

    /** Everything below a key, by the rest of the name in small letters with dots: {@code sasl.jaas.config}. */
    Map<String, RawValue> below(String key) {
        Map<String, RawValue> found = new LinkedHashMap<>();
        byPlainName.values().forEach(value -> rest(value.origin(), key).ifPresent(rest -> found.put(rest, value)));
        return found;
    }

    /** All of them, by variable name. */
    List<String> names() {
        return byPlainName.values().stream().map(RawValue::origin).toList();
    }

    /** What follows this key in the variable's name, in small letters with dots; empty if the name does not start with the key. */
    static Optional<String> rest(String name, String key) {
        String wanted = plain(PREFIX + key);
        int matched = 0;
        int index = 0;
        while (index < name.length() && matched < wanted.length()) {
            char letter = Character.toLowerCase(name.charAt(index++));
            if (letter != '_' && letter != wanted.charAt(matched++)) {
                return Optional.empty();
            }
        }
        if (matched < wanted.length() || index + 1 >= name.length() || name.charAt(index) != '_') {
            return Optional.empty();
        }
        return Optional.of(name.substring(index + 1).toLowerCase(Locale.ROOT).replace('_', '.'));
    }

    /** The variable for a key, as the manual writes it. */
    static String nameOf(String key) {
        return PREFIX
                + key.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .replaceAll("[^A-Za-z0-9]", "_")
                        .toUpperCase(Locale.ROOT);
    }

    static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isServiceLink(String name, String value) {
        return SERVICE_LINK.matcher(name).matches()
                || SERVICE_ADDRESS.matcher(value).matches();
    }
}
