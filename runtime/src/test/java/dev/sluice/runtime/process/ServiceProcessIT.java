package dev.sluice.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.service.RecordedService;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ServiceProcessIT {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream problems = new ByteArrayOutputStream();
    private final List<String> record = new CopyOnWriteArrayList<>();

    @Test
    void stopsInOrderWhenToldTo() {
        ServiceProcess process = process(Map.of("SLUICE_OBSERVE_PORT", "0"));

        int code = process.run(
                List.of(),
                (reader, meters) -> List.of(
                        new RecordedService("a", record), new RecordedService("b", record).whenStarted(process::stop)));

        assertThat(code).isEqualTo(ServiceProcess.STOPPED);
        assertThat(record).containsExactly("start a", "start b", "stop b", "stop a");
    }

    @Test
    void startsNothingWhenToldToStopBefore() {
        ServiceProcess process = process(Map.of("SLUICE_OBSERVE_PORT", "0"));

        int code = process.run(List.of(), (reader, meters) -> {
            process.stop();
            return List.of(new RecordedService("a", record));
        });

        assertThat(code).isEqualTo(ServiceProcess.STOPPED);
        assertThat(record).isEmpty();
    }

    @Test
    void livesInUtc() {
        TimeZone before = TimeZone.getDefault();
        List<String> seen = new ArrayList<>();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            ServiceProcess process = process(Map.of("SLUICE_OBSERVE_PORT", "0"));
            process.run(List.of(), (reader, meters) -> {
                seen.add(TimeZone.getDefault().getID());
                process.stop();
                return List.of();
            });
        } finally {
            TimeZone.setDefault(before);
        }

        assertThat(seen).containsExactly("UTC");
    }

    @Test
    void startsNothingOnBadSettingsAndNamesEveryProblem() throws IOException {
        Path file = Files.writeString(folder.resolve("s.yaml"), "observe:\n  prt: 1\nsink:\n  of: others\ntypo: 1\n");

        int code = process(Map.of("SLUICE_OBSERVE_PORT", "x"))
                .run(List.of(file.toString(), "--set", "nonsense", "--loud"), (reader, meters) -> {
                    reader.problem("platform.key", "is needed");
                    return List.of(new RecordedService("a", record));
                });

        assertThat(code).isEqualTo(ServiceProcess.BAD_SETTINGS);
        assertThat(record).isEmpty();
        assertThat(problems.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "--set: a setting is given as key=value",
                        "--loud: is one argument too many; they are [file] [--set key=value]...",
                        "SLUICE_OBSERVE_PORT: observe.port: 'x' is not a whole number from 0 to 65535",
                        "platform.key: is needed",
                        file + ":2: observe.prt: is not a setting, did you mean observe.port?",
                        file + ":5: typo: is not a setting");
    }

    @Test
    void aFileThatWasNamedMustExist() {
        int code = process(Map.of()).run(List.of("/not/there.yaml"), (reader, meters) -> List.of());

        assertThat(code).isEqualTo(ServiceProcess.BAD_SETTINGS);
        assertThat(problems.toString(StandardCharsets.UTF_8)).startsWith("/not/there.yaml: does not exist");
    }

    @Test
    void saysWhatKeptItFromStarting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            int code = process(Map.of("SLUICE_OBSERVE_PORT", String.valueOf(taken.getLocalPort())))
                    .run(List.of(), (reader, meters) -> List.of(new RecordedService("a", record)));

            assertThat(code).isEqualTo(ServiceProcess.FAILED);
            assertThat(problems.toString(StandardCharsets.UTF_8))
                    .contains("cannot start", "observe.port", String.valueOf(taken.getLocalPort()));
            assertThat(record).isEmpty();
        }
    }

    @Test
    void stopsWithCodeZeroOnSigterm() throws Exception {
        Process process = fork("test.stuck=false");

        process.toHandle().destroy();

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ServiceProcess.STOPPED);
    }

    @Test
    void aSecondSigtermEndsAProcessThatIsStuck() throws Exception {
        Process process = fork("test.stuck=true");
        BufferedReader output = process.inputReader();

        process.toHandle().destroy();
        assertThat(output.readLine()).isEqualTo("stopping");
        process.toHandle().destroy();

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ServiceProcess.FORCED);
    }

    private ServiceProcess process(Map<String, String> environment) {
        return new ServiceProcess(environment, new PrintStream(problems, true, StandardCharsets.UTF_8));
    }

    /** Returns once its service has started. */
    private static Process fork(String setting) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.add(WaitingMain.class.getName());
        command.addAll(List.of("--set", "observe.port=0", "--set", setting));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("started");
        return process;
    }
}
