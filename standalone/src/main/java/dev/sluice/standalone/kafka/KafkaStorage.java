package dev.sluice.standalone.kafka;

import dev.sluice.standalone.data.DirectoryTree;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.EligibleLeaderReplicasVersion;
import org.apache.kafka.server.common.MetadataVersion;

/** The directory of the node, formatted once: beside its place and then moved there, so that it is never half formatted. */
record KafkaStorage(Path directory) {

    void formatIfNew() throws Exception {
        if (Files.exists(directory)) {
            return;
        }
        Path fresh = directory.resolveSibling(directory.getFileName() + ".new");
        DirectoryTree.delete(fresh);
        Files.createDirectories(fresh);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                .setNodeId(BrokerProperties.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(fresh.toString()))
                .setMetadataLogDirectory(fresh.toString())
                .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                // With one replica of everything there is no other to elect: the feature could only keep partitions
                // offline.
                .setFeatureLevel(EligibleLeaderReplicasVersion.FEATURE_NAME, (short) 0)
                .run();
        Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    }
}
