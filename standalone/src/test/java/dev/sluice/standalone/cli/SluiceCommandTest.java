package dev.sluice.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SluiceCommandTest {
    /** Reserved for nobody: a connection there is refused at once. */
    private static final String NOBODY = "http://127.0.0.1:1";

    private final RecordedShell sluice = new RecordedShell(Map.of("SLUICE_URL", NOBODY), "select 1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "demo",
                "submit",
                "watch",
                "result",
                "jobs",
                "explain",
                "cancel",
                "dlq",
                "lanes",
                "lanes pause",
                "lanes drain",
                "lanes scale",
                "lanes resume",
                "topics create",
                "topics diff",
                "topics describe",
                "databases publish",
                "policies publish",
                "policies list",
                "policies show",
                "policies delete",
                "templates publish",
                "templates list",
                "templates show",
                "templates delete",
                "doctor",
                "config explain",
                "completion"
            })
    void everyCommandHasHelpWithExamplesExitCodesAndJson(String command) {
        String[] args = (command + " --help").split(" ", -1);

        assertThat(sluice.run(args)).isZero();
        assertThat(sluice.out()).contains("Examples:", "Exit codes:", "--json", "--help");
    }

    @Test
    void anUnknownOptionIsBadUsage() {
        assertThat(sluice.run("submit", "--colour")).isEqualTo(2);
        assertThat(sluice.err()).contains("--colour");
    }

    @Test
    void badUsageIsAReasonAUsageLineAndWhereTheHelpIs() {
        assertThat(sluice.run("submit", "--for", "soon", "select 1")).isEqualTo(2);
        assertThat(sluice.err().lines())
                .hasSizeLessThanOrEqualTo(4)
                .anyMatch(line -> line.contains("'soon' is no duration"))
                .anyMatch(line -> line.startsWith("Usage: sluice submit"))
                .endsWith("See: sluice submit --help");
    }

    @Test
    void withJsonBadUsageIsJsonToo() throws IOException {
        assertThat(sluice.run("submit", "--json", "--colour")).isEqualTo(2);
        assertThat(sluice.lastLine().path("error").asText()).isEqualTo("USAGE");
        assertThat(sluice.lastLine().path("message").asText()).contains("--colour");
        assertThat(sluice.err()).isEmpty();
    }

    @Test
    void aValueThatIsNotAmongTheKnownOnesIsBadUsageAndTheKnownOnesAreListed() {
        assertThat(sluice.run("submit", "--priority", "urgent", "select 1")).isEqualTo(2);
        assertThat(sluice.err()).contains("HIGH", "NORMAL", "LOW", "urgent");
        assertThat(sluice.run("jobs", "--state", "gone")).isEqualTo(2);
        assertThat(sluice.err()).contains("SUCCEEDED", "gone");
    }

    @Test
    void aTenantThatCannotBeIsBadUsage() {
        assertThat(sluice.run("jobs", "--tenant", "a b")).isEqualTo(2);
        assertThat(sluice.err()).contains("--tenant 'a b' is no name");
    }

    @Test
    void helpIsACommandToo() {
        assertThat(sluice.run("help", "topics", "create")).isZero();
        assertThat(sluice.out()).contains("Usage: sluice topics create");
        assertThat(sluice.run("help", "sumbit")).isEqualTo(2);
        assertThat(sluice.err()).contains("there is no command 'sumbit'");
    }

    @Test
    void withoutACommandAllOfThemAreListed() {
        assertThat(sluice.run()).isEqualTo(2);
        assertThat(sluice.err()).contains("Commands:", "submit");
    }

    @Test
    void aBadParameterIsBadUsageAndSaysWhatWouldBeRight() {
        assertThat(sluice.run("submit", "--param", "date:tomorrow", "select ?")).isEqualTo(2);
        assertThat(sluice.err()).contains("use such as date:2020-01-31");
    }

    @Test
    void parametersByNameNeedATemplateAndSqlNeedsNone() {
        assertThat(sluice.run("submit", "-P", "day=5", "select 1")).isEqualTo(2);
        assertThat(sluice.err()).contains("give --template, or --param for SQL");
        assertThat(sluice.run("submit", "--template", "orders@1", "select 1")).isEqualTo(2);
        assertThat(sluice.err()).contains("give SQL or --template, not both");
        assertThat(sluice.run("submit", "--template", "orders@0")).isEqualTo(2);
        assertThat(sluice.err()).contains("use such as orders or orders@2");
        assertThat(sluice.run("submit", "--template", "orders", "-P", "5")).isEqualTo(2);
        assertThat(sluice.err()).contains("'5' is no name=value");
        assertThat(sluice.run("submit", "--template", "orders", "-P", "a=5", "-p", "6"))
                .isEqualTo(2);
        assertThat(sluice.err()).contains("not some of each");
    }

    @Test
    void whereNothingAnswersItSaysHowToStartIt() {
        assertThat(sluice.run("submit")).isEqualTo(3);
        assertThat(sluice.err()).contains("nothing answers at " + NOBODY, "./sluice up");
    }

    @Test
    void withJsonErrorsAreJsonToo() throws IOException {
        assertThat(sluice.run("jobs", "--json")).isEqualTo(3);
        assertThat(sluice.lastLine().path("error").asText()).isEqualTo("UNREACHABLE");
    }

    @Test
    void aPrefixWithoutSettingsIsSaidToHaveNone() {
        assertThat(sluice.run("config", "explain", "nosuchprefix")).isEqualTo(1);
        assertThat(sluice.err()).contains("no setting begins with 'nosuchprefix'");
    }

    @Test
    void completionIsAScript() {
        assertThat(sluice.run("completion")).isZero();
        assertThat(sluice.out())
                .contains("complete -F", "submit", "source <(sluice completion)")
                .doesNotContain("YOUR_APP_HOME");
    }

    @Test
    void withoutTheBenchmarksBenchSaysHowToGetThem() {
        assertThat(sluice.run("bench", "flow", "--json")).isEqualTo(2);
        assertThat(sluice.out()).contains("./sluice bench");
    }
}
