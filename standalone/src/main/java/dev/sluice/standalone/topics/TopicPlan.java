package dev.sluice.standalone.topics;

import dev.sluice.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides what to change. Pure. */
final class TopicPlan {
    private TopicPlan() {}

    static List<TopicChange> between(List<TopicSpec> wanted, Map<String, TopicState> actual) {
        List<TopicChange> changes = new ArrayList<>();
        for (TopicSpec spec : wanted) {
            TopicState state = actual.get(spec.name());
            if (state == null) {
                changes.add(new TopicChange.Create(spec));
            } else {
                changes.addAll(differences(spec, state));
            }
        }
        return changes;
    }

    private static List<TopicChange> differences(TopicSpec spec, TopicState state) {
        List<TopicChange> changes = new ArrayList<>();
        if (spec.partitions() != state.partitions()) {
            changes.add(new TopicChange.WrongPartitions(spec.name(), state.partitions(), spec.partitions()));
        }
        spec.config().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            String actual = state.config().getOrDefault(entry.getKey(), "");
            if (!actual.equals(entry.getValue())) {
                changes.add(new TopicChange.Configure(spec.name(), entry.getKey(), actual, entry.getValue()));
            }
        });
        return changes;
    }
}
