package dev.sluice.standalone;

import dev.sluice.runtime.settings.DataSize;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.standalone.data.DataDirectory;
import dev.sluice.standalone.kafka.EmbeddedKafka;
import dev.sluice.standalone.postgres.EmbeddedPostgres;
import dev.sluice.standalone.registry.RegistryServer;
import java.nio.file.Path;

/** Every knob of the standalone process that is not one of its services'. Port 0 takes any free one. */
public record StandaloneSettings(
        Path data, DataSize minFreeSpace, boolean fsync, Path binaries, Ports ports, TopicSettings topics) {

    /** Where the embedded servers listen. */
    public record Ports(int kafka, int registry, int postgres) {}

    /**
     * Which topics there are.
     *
     * @param partitions of requests, events, control and jobs alike; fixed for the life of a data directory
     */
    public record TopicSettings(Topics topics, int partitions) {}

    /** Reads {@code standalone.*} and {@code topics.*}. */
    public static StandaloneSettings read(SettingsReader reader) {
        Path data = reader.path(DataDirectory.ROOT_KEY, Path.of("data"), "Directory that everything is kept in");
        return new StandaloneSettings(
                data,
                reader.size(
                        DataDirectory.FREE_SPACE_KEY,
                        DataSize.ofMebibytes(512),
                        "Least free space of the data directory's disk"),
                reader.flag(
                        "standalone.fsync",
                        false,
                        "Force every write to disk: survives a crash of the machine, not just of the process; much slower"),
                reader.path(
                        "standalone.postgres.binaries",
                        data.resolve("postgresql"),
                        "Directory that PostgreSQL's programs are unpacked to; several data directories may share one"),
                new Ports(
                        port(reader, EmbeddedKafka.PORT_KEY, 9092, "Port of the embedded Kafka, 0 for any free one"),
                        port(reader, RegistryServer.PORT_KEY, 8081, "Port of the schema registry, 0 for any free one"),
                        port(
                                reader,
                                EmbeddedPostgres.PORT_KEY,
                                5433,
                                "Port of the embedded PostgreSQL, 0 for any free one")),
                topics(reader));
    }

    private static TopicSettings topics(SettingsReader reader) {
        return new TopicSettings(
                reader.parsed("topics.prefix", "sluice", Topics::new, "First part of the name of every topic"),
                reader.integer(
                        "topics.partitions", 4, 1, 1_000, "Partitions of requests, events, control and jobs alike"));
    }

    private static int port(SettingsReader reader, String key, int defaultPort, String doc) {
        return reader.integer(key, defaultPort, 0, 65_535, doc);
    }
}
