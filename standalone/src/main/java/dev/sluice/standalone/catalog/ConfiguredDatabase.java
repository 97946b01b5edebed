package dev.sluice.standalone.catalog;

import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.DatabaseNode;
import dev.sluice.message.NodeRole;
import dev.sluice.runtime.settings.SettingsReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One database as the settings have it, without its credentials: those are the executors' alone. */
public record ConfiguredDatabase(String name, String engine, String url, Map<String, Integer> slots) {
    public ConfiguredDatabase {
        slots = Map.copyOf(slots);
    }

    /** Reads {@code databases.*}. */
    public static List<ConfiguredDatabase> read(SettingsReader reader) {
        return reader.names("databases").stream()
                .sorted()
                .map(name -> read(reader, name))
                .toList();
    }

    private static ConfiguredDatabase read(SettingsReader reader, String name) {
        String key = "databases." + name + ".";
        String engine = reader.text(key + "engine", "postgresql", "Kind of database server");
        Map<String, Integer> slots = new TreeMap<>();
        defaultSlots(engine).forEach((lane, count) -> {
            String doc = "Jobs that may run at once in this lane";
            slots.put(lane, reader.integer(key + "slots." + lane, count, 1, 1_000, doc));
        });
        String url = reader.text(key + "url", "", "JDBC URL of the database");
        if (url.isEmpty()) {
            reader.problem(key + "url", "is missing: a database needs its JDBC URL");
        }
        return new ConfiguredDatabase(name, engine, url, slots);
    }

    private static Map<String, Integer> defaultSlots(String engine) {
        return engine.equals("sqlite")
                ? Map.of("fast", 4, "medium", 4, "slow", 2)
                : Map.of("fast", 8, "medium", 8, "slow", 4);
    }

    DatabaseDefinition definition(Instant now) {
        return DatabaseDefinition.newBuilder()
                .setName(name)
                .setEngine(engine)
                .setNodes(List.of(DatabaseNode.newBuilder()
                        .setName("primary")
                        .setRole(NodeRole.PRIMARY)
                        .setUrl(url)
                        .setShard(null)
                        .build()))
                .setLaneSlots(Map.copyOf(slots))
                .setEnabled(true)
                .setUpdatedAt(now)
                .build();
    }
}
