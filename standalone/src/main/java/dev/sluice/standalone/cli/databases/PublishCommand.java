package dev.sluice.standalone.cli.databases;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.standalone.catalog.ConfiguredDatabase;
import dev.sluice.standalone.catalog.PublishDatabases;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.SettingsOptions;
import dev.sluice.standalone.cli.shell.Shell;
import dev.sluice.standalone.cli.shell.UnreachableException;
import dev.sluice.standalone.registry.RegistryAccess;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes the definitions of the configured databases, without credentials; those that are there already are left alone. */
@Command(
        name = "publish",
        description = "Publish the databases of the settings to the catalog topic; run it once and after changes.",
        footerHeading = "%nExamples:%n",
        footer = "  sluice databases publish --config sluice.yaml")
final class PublishCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--json", description = "Answer with JSON.")
    private boolean json;

    PublishCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        SettingsReader reader = settings.reader(shell.environment(), List.of());
        List<ConfiguredDatabase> databases = ConfiguredDatabase.read(reader);
        KafkaConnection kafka = KafkaConnection.read(reader);
        Topics topics = reader.parsed("topics.prefix", "sluice", Topics::new, "First part of the name of every topic");
        Messages messages = new Messages(new HttpSchemaRegistry(RegistryAccess.read(reader)));
        reader.check();
        try {
            new PublishDatabases(databases, kafka, topics.databases(), messages, shell.clock()).start();
        } catch (IOException e) {
            throw new UnreachableException("the databases are not published: " + e.getMessage());
        }
        shell.out().line(json ? Json.text(report(databases)) : databases.size() + " databases are published");
        return ExitCode.OK;
    }

    private static ObjectNode report(List<ConfiguredDatabase> databases) {
        ObjectNode report = Json.object();
        ArrayNode published = report.putArray("published");
        databases.forEach(database -> published.add(database.name()));
        return report;
    }
}
