package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.classify.Analyses;
import dev.sluice.dispatcher.parse.ParseLimits;
import dev.sluice.dispatcher.parse.Parsers;
import dev.sluice.dispatcher.receive.Partitions;
import dev.sluice.dispatcher.send.DispatchSpans;
import dev.sluice.dispatcher.send.TopicDirectory;
import dev.sluice.dispatcher.stream.Catalogs;
import dev.sluice.dispatcher.stream.CommitPace;
import dev.sluice.dispatcher.stream.DispatcherMeters;
import dev.sluice.dispatcher.stream.TaskWiring;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.seal.JobSeal;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.trace.Spans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

class DispatcherTopologyTest {
    @Test
    void theTopologyIsTheApprovedOne() throws IOException {
        var messages = new Messages(new InMemorySchemaRegistry());
        var meters = new DispatcherMeters(new SimpleMeterRegistry());
        var rules = TestRules.usual();
        var wiring = new TaskWiring(
                DispatcherDriver.TOPICS,
                new Partitions(4),
                rules,
                () -> new CommitPace(System::nanoTime),
                new Analyses(ParseLimits.DEFAULT, Parsers.standard(), System::nanoTime),
                new JobSeal("k1", new byte[32]),
                messages,
                new TopicDirectory(Map.of()),
                meters,
                Catalogs.unread(messages, rules.policies(), meters),
                new DispatchSpans(Spans.off()));

        Topology topology = DispatcherTopology.build(wiring, new KeptStore().supplier(), InstantSource.system());

        assertThat(topology.describe().toString()).isEqualTo(approved());
    }

    private static String approved() throws IOException {
        try (InputStream approved = DispatcherTopologyTest.class.getResourceAsStream("/approved-topology.txt")) {
            return new String(Objects.requireNonNull(approved).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
