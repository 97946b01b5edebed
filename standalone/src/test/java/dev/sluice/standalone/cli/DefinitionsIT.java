package dev.sluice.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Policies and templates from the command line to the jobs they are about. */
class DefinitionsIT {
    @RegisterExtension
    private static final SharedUp UP = new SharedUp();

    @TempDir
    private static Path folder;

    @Test
    void aPublishedPolicyRefusesByNameUntilItIsDeleted() throws IOException {
        Path file = Files.writeString(folder.resolve("policies.yaml"), """
                name: lookers
                tenants: [guarded]
                allowedClasses: [READ]
                deniedObjects: [secrets]
                """);
        String[] sql = {"submit", "--wait", "--tenant", "guarded", "create table if not exists guarded_t (n int)"};

        assertThat(catalog("policies", "publish", file.toString()).out()).contains("policy lookers is published: new");
        await().atMost(Duration.ofMinutes(2)).until(() -> tried(sql).err().contains("Policy lookers does not allow"));
        assertThat(catalog("policies", "list").out()).contains("lookers", "tenants guarded", "objects secrets");
        String shown = catalog("policies", "show", "lookers").out();
        assertThat(catalog("policies", "publish", Files.writeString(file, shown).toString())
                        .out())
                .contains("unchanged");
        catalog("policies", "delete", "lookers");

        await().atMost(Duration.ofMinutes(2)).until(() -> tried(sql).out().contains("SUCCEEDED"));
    }

    @Test
    void aPublishedTemplateRunsByNameWithParameters() throws IOException {
        Path file = Files.writeString(folder.resolve("templates.yaml"), """
                queryId: product
                version: 1
                parameters:
                  - {name: a, type: long}
                  - {name: b, type: decimal, defaultValue: 2.50}
                variants: {"*": "select cast(:a as bigint) * cast(:b as numeric) as product"}
                """);
        String[] call = {"submit", "--wait", "--format", "csv", "--template", "product@1", "-P", "a=4"};

        catalog("templates", "publish", file.toString());
        await().atMost(Duration.ofMinutes(2)).until(() -> tried(call).out().contains("10.00"));

        assertThat(tried("submit", "--wait", "--template", "product", "-P", "b=1")
                        .err())
                .contains("INVALID_PARAMETERS", "parameter a is missing");
        assertThat(tried("submit", "--template", "product", "-P", "a=many").err())
                .contains("parameter a must be a LONG", "'many' is no long");
        assertThat(catalog("templates", "list").out()).contains("product@1", "a long, [b decimal]");
        assertThat(catalog("templates", "delete", "product@1").out()).contains("deleted");
    }

    @Test
    void valuesGetTheTypesOfTheParameters() throws IOException {
        Path file = Files.writeString(folder.resolve("typed.yaml"), """
                queryId: typed
                version: 1
                parameters: [{name: code, type: text}, {name: note, type: text, required: false}]
                variants: {"*": "select cast(:code as text) as code, coalesce(cast(:note as text), 'is null') as note"}
                """);
        String[] call = {"submit", "--wait", "--format", "csv", "--template", "typed", "-P", "code=5", "-P", "note=null"
        };

        catalog("templates", "publish", file.toString());
        await().atMost(Duration.ofSeconds(30)).until(() -> tried(call).out().contains("5,is null"));

        call[9] = "note=";
        assertThat(tried(call).out()).contains("5,\"\"");
    }

    @Test
    void aVersionOfATemplateNeverChanges() throws IOException {
        Path file = folder.resolve("fixed.yaml");
        String text = "queryId: fixed\nversion: 1\nvariants: {'*': select 1 as n}\n";
        catalog("templates", "publish", Files.writeString(file, text).toString());

        RecordedShell again = catalog("templates", "publish", file.toString());
        RecordedShell other = reached(
                "templates",
                "publish",
                Files.writeString(file, text.replace("1 as", "2 as")).toString());

        assertThat(again.out()).contains("unchanged");
        assertThat(other.err()).contains("nothing is published", "fixed@1 is published already");
        assertThat(catalog("templates", "show", "fixed@1").out()).contains("select 1 as n");
    }

    private static RecordedShell catalog(String... args) {
        RecordedShell shell = reached(args);
        assertThat(shell.err()).isEmpty();
        return shell;
    }

    private static RecordedShell reached(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(
                "--set",
                "kafka.client.bootstrap.servers="
                        + UP.addresses().path("bootstrapServers").asText(),
                "--set",
                "registry.url=" + UP.addresses().path("registry").asText()));
        return tried(all.toArray(String[]::new));
    }

    private static RecordedShell tried(String... args) {
        RecordedShell shell = new RecordedShell(
                Map.of("SLUICE_URL", UP.addresses().path("api").asText()), "");
        shell.run(args);
        return shell;
    }
}
