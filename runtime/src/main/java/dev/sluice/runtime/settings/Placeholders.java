package dev.sluice.runtime.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts in what {@code ${env:NAME}} and {@code ${file:PATH}} stand for. Two dollars before a brace mean a plain one. Thread-safe. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}");
    private static final Pattern ONLY = Pattern.compile("\\$\\{(?:env|file):[^}]*}");
    private static final long MAX_FILE_BYTES = 1 << 20;

    private final Map<String, String> environment;
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    Placeholders(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Whether the text is one placeholder and nothing else, so that printing it gives nothing away. */
    static boolean only(String text) {
        return ONLY.matcher(text).matches();
    }

    /** Throws IllegalArgumentException saying what is missing. */
    String resolve(String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1) == null ? "${" : value(match.group(1))));
    }

    /** Environment variables that a placeholder named. */
    Set<String> used() {
        return Set.copyOf(used);
    }

    private String value(String reference) {
        if (reference.startsWith("env:")) {
            return variable(reference.substring("env:".length()));
        }
        if (reference.startsWith("file:")) {
            return content(reference.substring("file:".length()));
        }
        throw new IllegalArgumentException(
                "has an unknown placeholder; use ${env:NAME} or ${file:PATH}, and $${ for a plain ${");
    }

    private String variable(String name) {
        used.add(name);
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException("needs the environment variable " + name + ", which is not set");
        }
        return value;
    }

    private static String content(String name) {
        try {
            Path file = Path.of(name);
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IllegalArgumentException("names the file " + name + ", which is larger than 1MiB");
            }
            return Files.readString(file).stripTrailing();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "needs the file " + name + ", which cannot be read: " + YamlFile.why(e), e);
        }
    }
}
