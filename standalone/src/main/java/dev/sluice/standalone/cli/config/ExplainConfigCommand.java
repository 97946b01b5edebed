package dev.sluice.standalone.cli.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.runtime.settings.SettingsReader.Knob;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Table;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.SettingsOptions;
import dev.sluice.standalone.cli.shell.Shell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists every knob of every service as it stands, and every problem with the settings. */
@Command(
        name = "explain",
        description = "List every setting: value, where it comes from, default, what it does. Secrets stay hidden.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice config explain",
            "  sluice config explain dispatcher.",
            "  SLUICE_API_PORT=9090 sluice config explain api.port --json"
        })
final class ExplainConfigCommand implements Callable<Integer> {
    private static final List<String> HEADERS = List.of("key", "value", "from", "default", "what it does");

    private final Shell shell;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Parameters(arity = "0..1", paramLabel = "PREFIX", description = "Only keys that begin so.")
    private String prefix = "";

    @Option(names = "--json", description = "Answer with JSON.")
    private boolean json;

    ExplainConfigCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        Explained explained = Explained.of(settings.layers(shell.environment(), List.of()), shell.clock());
        List<Knob> knobs = explained.knobs().stream()
                .filter(knob -> knob.key().startsWith(prefix))
                .sorted(Comparator.comparing(Knob::key))
                .toList();
        List<String> problems = explained.problems();
        if (knobs.isEmpty() && problems.isEmpty()) {
            return none();
        }
        if (json) {
            shell.out().line(Json.text(json(knobs, problems)));
        } else {
            List<List<@Nullable String>> rows = new ArrayList<>();
            knobs.forEach(knob ->
                    rows.add(List.of(knob.key(), knob.value(), knob.origin(), knob.defaultValue(), knob.doc())));
            Table.lines(HEADERS, rows, shell.out().width(), Set.of("what it does"))
                    .forEach(shell.out()::line);
            problems.forEach(problem -> shell.err().line("problem: " + problem));
        }
        return problems.isEmpty() ? ExitCode.OK : ExitCode.USAGE;
    }

    private int none() {
        if (json) {
            shell.out().line(Json.text(json(List.of(), List.of())));
        }
        shell.err().line("sluice: no setting begins with '" + prefix + "': see them all with sluice config explain");
        return ExitCode.FAILED;
    }

    private static ObjectNode json(List<Knob> knobs, List<String> problems) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("settings");
        knobs.forEach(knob -> list.addObject()
                .put("key", knob.key())
                .put("value", knob.value())
                .put("origin", knob.origin())
                .put("default", knob.defaultValue())
                .put("doc", knob.doc()));
        problems.forEach(json.putArray("problems")::add);
        return json;
    }
}
