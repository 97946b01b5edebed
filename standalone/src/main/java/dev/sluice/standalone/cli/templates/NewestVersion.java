package dev.sluice.standalone.cli.templates;

import dev.sluice.schemas.catalog.TemplateRules;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Which key is meant by an id with or without a version: without, the newest. */
final class NewestVersion {
    private NewestVersion() {}

    static Optional<String> of(String asked, Set<String> keys) {
        if (asked.contains("@")) {
            return Optional.of(asked).filter(keys::contains);
        }
        String start = asked + "@";
        return keys.stream()
                .filter(key -> key.startsWith(start))
                .map(key -> key.substring(start.length()))
                .filter(version -> version.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .max(Comparator.naturalOrder())
                .map(version -> TemplateRules.key(asked, version));
    }
}
