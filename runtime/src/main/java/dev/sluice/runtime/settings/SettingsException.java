package dev.sluice.runtime.settings;

import java.util.List;

/** The settings cannot be used; every problem is named, one a line, with its origin. Exit code 2. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String[] problems;

    public SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = problems.toArray(String[]::new);
    }

    public List<String> problems() {
        return List.of(problems);
    }
}
