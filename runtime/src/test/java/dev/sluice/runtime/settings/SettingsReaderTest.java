package dev.sluice.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.runtime.settings.SettingsReader.Knob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Values from pairs, environment and flags; what needs a file is in {@link SettingsFileIT}. */
class SettingsReaderTest {
    private static final Path NO_FILE = Path.of("/nowhere/sluice.yaml");

    @Test
    void readsEveryKindOfValue() {
        SettingsReader reader = SettingsReader.of(Map.of(
                "a.flag", "true",
                "a.integer", "10_000",
                "a.decimal", "0.25",
                "a.duration", "250ms",
                "a.size", "64MiB",
                "a.path", "/tmp/x",
                "a.choice", "MicroSeconds",
                "a.list", "one, two,,three"));

        assertThat(reader.flag("a.flag", false, "")).isTrue();
        assertThat(reader.integer("a.integer", 1, 0, 10_000, "")).isEqualTo(10_000);
        assertThat(reader.decimal("a.decimal", 1, 0, 1, "")).isEqualTo(0.25);
        assertThat(reader.duration("a.duration", Duration.ZERO, "")).isEqualTo(Duration.ofMillis(250));
        assertThat(reader.size("a.size", new DataSize(1), "")).isEqualTo(DataSize.ofMebibytes(64));
        assertThat(reader.path("a.path", NO_FILE, "")).isEqualTo(Path.of("/tmp/x"));
        assertThat(reader.choice("a.choice", TimeUnit.DAYS, "")).isEqualTo(TimeUnit.MICROSECONDS);
        assertThat(reader.list("a.list", List.of(), "")).containsExactly("one", "two", "three");
        assertThatCode(reader::finish).doesNotThrowAnyException();
    }

    @Test
    void usesDefaultsWhereNothingIsSet() {
        SettingsReader reader = SettingsReader.of(Map.of());

        assertThat(reader.text("a.text", "x", "")).isEqualTo("x");
        assertThat(reader.secret("a.secret", new Secret(""), "").reveal()).isEmpty();
        assertThat(reader.list("a.list", List.of("y"), "")).containsExactly("y");
        assertThatCode(reader::finish).doesNotThrowAnyException();
    }

    @Test
    void reportsEveryWrongTypeAtOnceWithItsOriginAndWhatIsAllowed() {
        SettingsReader reader = SettingsReader.of(
                NO_FILE,
                Map.of("SLUICE_API_PORT", "eighty"),
                List.of("api.wait=5", "api.body=1KB", "api.mode=x", "api.on=yes", "api.rate=2", "api.share=z"));

        reader.integer("api.port", 8080, 0, 65535, "");
        reader.duration("api.wait", Duration.ZERO, "");
        reader.size("api.body", new DataSize(1), "");
        reader.choice("api.mode", Mode.GATEWAY, "");
        reader.flag("api.on", true, "");
        reader.integer("api.rate", 1, 0, 1, "");
        reader.decimal("api.share", 1, 0, 1, "");

        assertThat(problems(reader))
                .containsExactly(
                        "SLUICE_API_PORT: api.port: 'eighty' is not a whole number from 0 to 65535",
                        "--set api.wait: api.wait: '5' is not a duration such as 250ms, 5s, 10m, 2h or 7d",
                        "--set api.body: api.body: '1KB' is not a size such as 512KiB, 64MiB, 1GiB or 1048576",
                        "--set api.mode: api.mode: 'x' is none of gateway, topic_bound",
                        "--set api.on: api.on: 'yes' is neither true nor false",
                        "--set api.rate: api.rate: '2' is not between 0 and 1",
                        "--set api.share: api.share: 'z' is not a number from 0.0 to 1.0");
    }

    @Test
    void keysNobodyAskedForAreProblemsWithASuggestion() {
        SettingsReader reader = SettingsReader.of(
                NO_FILE,
                Map.of("SLUICE_DISPATCHER_COMIT_INTERVAL", "5ms", "SLUICE_DISPACHER_THREADS", "2"),
                List.of("dispatcher.commit-interval=5ms", "nonsense=1", "dispatcher=2", "broken"));

        reader.duration("dispatcher.commitInterval", Duration.ZERO, "");
        reader.integer("dispatcher.threads", 1, 1, 4, "");

        assertThat(problems(reader))
                .containsExactlyInAnyOrder(
                        "--set: a setting is given as key=value",
                        "--set dispatcher.commit-interval: dispatcher.commit-interval: is not a setting, did you mean"
                                + " dispatcher.commitInterval?",
                        "--set nonsense: nonsense: is not a setting",
                        "--set dispatcher: dispatcher: has settings below it, such as dispatcher.commitInterval",
                        "SLUICE_DISPATCHER_COMIT_INTERVAL: is not a setting, did you mean"
                                + " SLUICE_DISPATCHER_COMMIT_INTERVAL?",
                        "SLUICE_DISPACHER_THREADS: is not a setting, did you mean SLUICE_DISPATCHER_THREADS?");
    }

    @Test
    void flagsWinOverTheEnvironmentWhoseNamesNeedNoExactCapitalsOrDots() {
        SettingsReader reader = SettingsReader.of(
                NO_FILE,
                Map.of(
                        "SLUICE_API_MAX_WAIT",
                        "1s",
                        "SLUICE_API_MAXBODY",
                        "2KiB",
                        "SLUICE_DATABASES_MY_DB_URL",
                        "jdbc:x"),
                List.of("api.maxWait=2s"));

        assertThat(reader.duration("api.maxWait", Duration.ZERO, "")).isEqualTo(Duration.ofSeconds(2));
        assertThat(reader.size("api.maxBody", new DataSize(1), "")).isEqualTo(DataSize.ofKibibytes(2));
        assertThat(reader.text("databases.my-db.url", "", "")).isEqualTo("jdbc:x");
        assertThatCode(reader::finish).doesNotThrowAnyException();
    }

    @Test
    void leavesAloneVariablesOfTheLauncherTheCommandAndKubernetes() {
        SettingsReader reader = SettingsReader.of(
                NO_FILE,
                Map.of(
                        "SLUICE_URL", "http://x",
                        "SLUICE_HOME", "/opt",
                        "SLUICE_LOG_LEVEL", "DEBUG",
                        "SLUICE_API_SERVICE_HOST", "10.0.0.1",
                        "SLUICE_API_PORT", "tcp://10.0.0.1:8080",
                        "SLUICE_API_PORT_8080_TCP_ADDR", "10.0.0.1",
                        "PATH", "/bin"),
                List.of());

        assertThat(reader.integer("api.port", 8080, 0, 65535, "")).isEqualTo(8080);
        assertThatCode(reader::finish).doesNotThrowAnyException();
    }

    @Test
    void twoVariablesForOneKeyAreAProblem() {
        SettingsReader reader =
                SettingsReader.of(NO_FILE, Map.of("SLUICE_API_PORT", "1", "SLUICE_APIPORT", "2"), List.of());

        reader.integer("api.port", 8080, 0, 65535, "");

        assertThat(problems(reader)).singleElement().asString().contains("means the same as");
    }

    @Test
    void aMissingSecretIsNamedAndAPresentOneIsNeverPrinted() {
        SettingsReader reader = SettingsReader.of(
                NO_FILE,
                Map.of("THE_KEY", "canary"),
                List.of(
                        "platform.seal=${env:THE_KEY}",
                        "platform.plain=canary",
                        "platform.absent=${env:NOT_THERE}",
                        "platform.file=${file:/not/there}",
                        "platform.odd=${vault:x}",
                        "platform.number=${env:THE_KEY}",
                        "history.url=jdbc:postgresql://me:canary@host/db?user=u&password=canary"));

        assertThat(reader.secret("platform.seal", new Secret(""), "").reveal()).isEqualTo("canary");
        reader.secret("platform.plain", new Secret("canary"), "");
        reader.secret("platform.absent", new Secret(""), "");
        reader.text("platform.file", "", "");
        reader.text("platform.odd", "", "");
        reader.integer("platform.number", 1, 0, 1, "");
        reader.text("history.url", "", "");

        assertThat(problems(reader))
                .containsExactly(
                        "--set platform.absent: platform.absent: '${env:NOT_THERE}' needs the environment variable"
                                + " NOT_THERE, which is not set",
                        "--set platform.file: platform.file: '${file:/not/there}' needs the file /not/there, which cannot"
                                + " be read: it does not exist",
                        "--set platform.odd: platform.odd: '${vault:x}' has an unknown placeholder; use ${env:NAME} or"
                                + " ${file:PATH}, and $${ for a plain ${",
                        "--set platform.number: platform.number: '${env:THE_KEY}' is not a whole number from 0 to 1");
        assertThat(reader.explained().toString()).doesNotContain("canary").contains("${env:THE_KEY}", "user=u");
    }

    @Test
    void twoDollarsMakeAPlainOneAndAPlaceholderMayStandAmongText() {
        SettingsReader reader = SettingsReader.of(
                NO_FILE, Map.of("HOST", "db1"), List.of("a.b=$${env:HOST}", "a.c=jdbc://${env:HOST}/x"));

        assertThat(reader.text("a.b", "", "")).isEqualTo("${env:HOST}");
        assertThat(reader.text("a.c", "", "")).isEqualTo("jdbc://db1/x");
    }

    @Test
    void aWrongSecretIsNotPrintedInItsProblem() {
        SettingsReader reader = SettingsReader.of(Map.of("platform.phrase", "canary ${vault:x}"));

        reader.secret("platform.phrase", new Secret(""), "");

        assertThat(problems(reader).toString()).contains("platform.phrase").doesNotContain("canary");
    }

    @Test
    void passesAWholeBranchThroughAndTakesNearMissesOfKnownKeysForTypingErrors() {
        SettingsReader reader = SettingsReader.of(
                NO_FILE,
                Map.of("SLUICE_KAFKA_CLIENT_SASL_JAAS_CONFIG", "canary", "PW", "p"),
                List.of("kafka.client.ssl.key.password=${env:PW}", "kafka.client.aks=1", "kafka.client.my.plugin=x"));

        Map<String, String> passed = reader.passThrough("kafka.client", Set.of("acks", "retries"), "");

        assertThat(passed)
                .containsEntry("sasl.jaas.config", "canary")
                .containsEntry("ssl.key.password", "p")
                .containsEntry("my.plugin", "x");
        assertThat(problems(reader))
                .containsExactly(
                        "--set kafka.client.aks: kafka.client.aks: is unknown, did you mean kafka.client.acks?");
        assertThat(reader.explained().toString()).doesNotContain("canary");
    }

    @Test
    void namesComeFromEverySourceAndALongNameIsNotSplitByTheEnvironment() {
        SettingsReader reader = SettingsReader.of(
                NO_FILE,
                Map.of("SLUICE_DATABASES_BIG_ORDERS_PASSWORD", "x", "SLUICE_DATABASES_LITE_URL", "y"),
                List.of("databases.bigOrders.url=jdbc:z"));

        assertThat(reader.names("databases")).containsExactlyInAnyOrder("bigOrders", "lite");
        assertThat(reader.names("nothing")).isEmpty();
    }

    @Test
    void aSectionLeftToOthersIsOnlyCheckedByThoseWhoReadIt() {
        SettingsReader reader = SettingsReader.of(
                NO_FILE,
                Map.of("SLUICE_SINK_BATCH", "1", "SLUICE_EXECUTOR_TYPO", "1"),
                List.of("sink.batch=1", "executor.typo=1"));
        reader.leave("sink");
        reader.leave("executor");

        reader.integer("executor.slots", 1, 1, 2, "");

        assertThat(problems(reader))
                .containsExactly(
                        "--set executor.typo: executor.typo: is not a setting",
                        "SLUICE_EXECUTOR_TYPO: is not a setting");
    }

    @Test
    void aKnobMayBeAskedTwiceAndACallersProblemCarriesTheOrigin() {
        SettingsReader reader = SettingsReader.of(NO_FILE, Map.of(), List.of("api.port=9092"));

        reader.integer("api.port", 8080, 0, 65535, "REST");
        reader.integer("api.port", 8080, 0, 65535, "REST");
        reader.problem("api.port", "is also kafka.port");
        reader.problem("platform.key", "is needed");

        assertThat(reader.explained()).containsExactly(new Knob("api.port", "9092", "--set api.port", "8080", "REST"));
        assertThat(problems(reader))
                .containsExactly("--set api.port: api.port: is also kafka.port", "platform.key: is needed");
    }

    @Test
    void defaultsAreExplainedAsTheyWouldBeWritten() {
        SettingsReader reader = SettingsReader.of(Map.of());

        reader.duration("a", Duration.ofMinutes(90), "");
        reader.duration("b", Duration.ofMillis(5), "");
        reader.choice("c", Mode.TOPIC_BOUND, "");
        reader.size("d", DataSize.ofKibibytes(64), "");
        reader.list("e", List.of("x", "y"), "");

        assertThat(reader.explained())
                .extracting(Knob::defaultValue)
                .containsExactly("90m", "5ms", "topic_bound", "64KiB", "x,y");
    }

    private enum Mode {
        GATEWAY,
        TOPIC_BOUND
    }

    static List<String> problems(SettingsReader reader) {
        SettingsException thrown = catchThrowableOfType(SettingsException.class, reader::finish);
        return thrown == null ? List.of() : thrown.problems();
    }
}
