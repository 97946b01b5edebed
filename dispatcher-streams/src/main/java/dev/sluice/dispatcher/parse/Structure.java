package dev.sluice.dispatcher.parse;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How often each feature occurs in a statement; one that is absent does not. */
public record Structure(Map<Feature, Integer> counts) {
    /** Nothing worth telling: one table, simple predicates. */
    public static final Structure PLAIN = new Structure(Map.of());

    public Structure {
        Map<Feature, Integer> kept = new EnumMap<>(Feature.class);
        counts.forEach((feature, count) -> {
            if (count > 0) {
                kept.put(feature, count);
            }
        });
        counts = Collections.unmodifiableMap(kept);
    }

    public int count(Feature feature) {
        return counts.getOrDefault(feature, 0);
    }

    public boolean has(Feature feature) {
        return counts.containsKey(feature);
    }

    /** Both statements together. */
    public Structure plus(Structure other) {
        Map<Feature, Integer> sum = new EnumMap<>(Feature.class);
        sum.putAll(counts);
        other.counts.forEach((feature, count) -> sum.merge(feature, count, Math::addExact));
        return new Structure(sum);
    }

    /** The same with whatever of these features another reader saw and this one did not. */
    public Structure or(Structure other, Feature... features) {
        Map<Feature, Integer> all = new EnumMap<>(Feature.class);
        all.putAll(counts);
        for (Feature feature : features) {
            all.merge(feature, other.count(feature), Math::max);
        }
        return new Structure(all);
    }

    /** One phrase for each feature, such as {@code joins 3} or {@code locks rows}. */
    public List<String> words() {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey().words(entry.getValue()))
                .toList();
    }
}
