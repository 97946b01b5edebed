package dev.sluice.standalone.cli.topics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.topic.TopicSpec;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Table;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import dev.sluice.standalone.topics.TopicBootstrap;
import dev.sluice.standalone.topics.TopicBootstrapException;
import dev.sluice.standalone.topics.TopicState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Explains every topic: what its records are, how they are keyed, and whether it is there. */
@Command(
        name = "describe",
        description = "List every topic: message, key, partitions, and whether it is there.",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice topics describe", "  sluice topics describe --json | jq '.topics[].name'"})
final class DescribeTopicsCommand implements Callable<Integer> {
    private static final List<String> HEADERS = List.of("topic", "message", "key", "partitions", "there", "what for");

    private final Shell shell;

    @Mixin
    private TopicsReach reach = new TopicsReach();

    DescribeTopicsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        return reach.reach(shell, this::describe);
    }

    private int describe(TopicBootstrap topics, TopicAccess access) throws TopicBootstrapException {
        List<TopicSpec> catalogue = access.catalogue();
        Map<String, TopicState> there =
                topics.describe(catalogue.stream().map(TopicSpec::name).toList());
        if (reach.json()) {
            shell.out().line(Json.text(json(catalogue, there)));
        } else {
            List<List<@Nullable String>> rows = new ArrayList<>();
            catalogue.forEach(spec -> rows.add(row(spec, there.get(spec.name()))));
            Table.lines(HEADERS, rows, shell.out().width(), Set.of("what for")).forEach(shell.out()::line);
        }
        return ExitCode.OK;
    }

    private static List<@Nullable String> row(TopicSpec spec, @Nullable TopicState state) {
        return List.of(
                spec.name(),
                spec.message(),
                spec.key(),
                Integer.toString(spec.partitions()),
                state == null
                        ? "missing"
                        : state.partitions() == spec.partitions() ? "yes" : "with " + state.partitions(),
                spec.doc());
    }

    private static ObjectNode json(List<TopicSpec> catalogue, Map<String, TopicState> there) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("topics");
        for (TopicSpec spec : catalogue) {
            ObjectNode item = list.addObject()
                    .put("name", spec.name())
                    .put("message", spec.message())
                    .put("key", spec.key())
                    .put("partitions", spec.partitions())
                    .put("doc", spec.doc());
            spec.config().forEach((key, value) -> item.withObject("config").put(key, value));
            TopicState state = there.get(spec.name());
            item.put("there", state != null);
            if (state != null) {
                item.put("actualPartitions", state.partitions());
            }
        }
        return json;
    }
}
