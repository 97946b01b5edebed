package dev.sluice.standalone.kafka;

import java.nio.file.Path;

/**
 * Where the embedded Kafka listens and keeps its data.
 *
 * @param port 0 for any free one
 * @param directory created and formatted on first use, and kept
 * @param fsync whether every append is forced to disk: survives a crash of the machine, not just of the process, and is far slower
 */
public record EmbeddedKafkaSettings(int port, Path directory, boolean fsync) {}
