package dev.sluice.standalone.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.SettingsOptions;
import dev.sluice.standalone.cli.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at everything that Sluice needs and says for each: ok, or what to do. */
@Command(
        name = "doctor",
        description = "Check the JDK, ports, Kafka, the registry and the databases; say what to do.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice doctor",
            "  sluice doctor --config sluice.yaml",
            "  sluice doctor --json | jq '.findings[] | select(.verdict != \"OK\")'"
        })
public final class DoctorCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--json", description = "Answer with JSON.")
    private boolean json;

    public DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        SettingsReader reader = settings.reader(shell.environment(), List.of());
        List<Check> checks = Checks.from(reader);
        reader.check();
        List<Finding> findings = new ArrayList<>();
        for (Check check : checks) {
            for (Finding finding : check.look()) {
                findings.add(finding);
                if (!json) {
                    tell(finding);
                }
            }
        }
        boolean fit = findings.stream().noneMatch(Finding.Unfit.class::isInstance);
        if (json) {
            shell.out().line(Json.text(report(findings, fit)));
        }
        return fit ? ExitCode.OK : ExitCode.FAILED;
    }

    private void tell(Finding finding) {
        String what = finding.subject() + ": " + finding.seen();
        switch (finding) {
            case Finding.Fit fit -> shell.out().line(shell.out().good("ok   ") + what);
            case Finding.Doubtful doubtful ->
                shell.out().line("look " + what + System.lineSeparator() + "     → " + doubtful.todo());
            case Finding.Unfit unfit ->
                shell.out().line(shell.out().bad("BAD  ") + what + System.lineSeparator() + "     → " + unfit.todo());
        }
    }

    private static ObjectNode report(List<Finding> findings, boolean fit) {
        ObjectNode report = Json.object().put("ok", fit);
        ArrayNode list = report.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode item = list.addObject().put("subject", finding.subject()).put("seen", finding.seen());
            switch (finding) {
                case Finding.Fit ignored -> item.put("verdict", "OK");
                case Finding.Doubtful doubtful ->
                    item.put("verdict", "DOUBTFUL").put("todo", doubtful.todo());
                case Finding.Unfit unfit -> item.put("verdict", "UNFIT").put("todo", unfit.todo());
            }
        }
        return report;
    }
}
