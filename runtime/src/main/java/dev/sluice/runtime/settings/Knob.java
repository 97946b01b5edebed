package dev.sluice.runtime.settings;

/** One setting as it stands: full key, value in force (secrets redacted), where it came from, its default and what it does. */
public record Knob(String key, String value, String origin, String defaultValue, String doc) {}
