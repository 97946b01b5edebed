package dev.sluice.standalone.cli.definitions;

import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.settings.SettingsException;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.catalog.CatalogTopic;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.standalone.cli.shell.SettingsOptions;
import dev.sluice.standalone.cli.shell.Shell;
import dev.sluice.standalone.cli.shell.UnreachableException;
import dev.sluice.standalone.cli.shell.UsageException;
import dev.sluice.standalone.registry.RegistryAccess;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command about definitions, and the way to the topic that they name. */
final class CatalogReach {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--json", description = "Answer with JSON.")
    private boolean json;

    /** What a command does with the topic; an IOException says that Kafka or the registry does not answer. */
    interface Work<M extends SpecificRecord> {
        int on(CatalogTopic<M> catalog) throws IOException, UsageException;
    }

    boolean json() {
        return json;
    }

    <M extends SpecificRecord> int reach(Shell shell, Kind<M> kind, Work<M> work)
            throws UsageException, SettingsException, UnreachableException {
        SettingsReader reader = settings.reader(shell.environment(), List.of());
        KafkaConnection kafka = KafkaConnection.read(reader);
        Topics topics = reader.parsed("topics.prefix", "sluice", Topics::new, "First part of the name of every topic");
        Messages messages = new Messages(new HttpSchemaRegistry(RegistryAccess.read(reader)));
        reader.check();
        Map<String, Object> client = kafka.with("sluice-definitions", Map.of());
        try {
            return work.on(new CatalogTopic<>(client, kind.topic(topics), kind.type(), messages));
        } catch (IOException e) {
            throw new UnreachableException(e.getMessage()
                    + "; start it (./sluice up has both), or set kafka.client.bootstrap.servers and registry.url");
        }
    }
}
