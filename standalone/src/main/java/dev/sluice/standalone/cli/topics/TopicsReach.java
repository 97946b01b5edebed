package dev.sluice.standalone.cli.topics;

import dev.sluice.runtime.settings.SettingsException;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.standalone.cli.shell.SettingsOptions;
import dev.sluice.standalone.cli.shell.Shell;
import dev.sluice.standalone.cli.shell.UnreachableException;
import dev.sluice.standalone.cli.shell.UsageException;
import dev.sluice.standalone.topics.TopicBootstrap;
import dev.sluice.standalone.topics.TopicBootstrapException;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command about topics, and the way to the cluster that they name. */
final class TopicsReach {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--json", description = "Answer with JSON.")
    private boolean json;

    /** What a command does with the topics. */
    interface Work {
        int on(TopicBootstrap topics, TopicAccess access) throws TopicBootstrapException;
    }

    boolean json() {
        return json;
    }

    int reach(Shell shell, Work work)
            throws UsageException, SettingsException, UnreachableException, TopicBootstrapException {
        SettingsReader reader = settings.reader(shell.environment(), List.of());
        TopicAccess access = TopicAccess.read(reader);
        reader.check();
        try (Admin admin = access.admin()) {
            return work.on(new TopicBootstrap(admin), access);
        } catch (TopicBootstrapException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw nothingAt(access);
            }
            throw e;
        } catch (KafkaException e) {
            throw nothingAt(access);
        }
    }

    private static UnreachableException nothingAt(TopicAccess access) {
        return new UnreachableException("no Kafka answers at " + access.address()
                + ": start it (./sluice up has one), or set kafka.client.bootstrap.servers");
    }
}
