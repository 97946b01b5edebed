package dev.sluice.standalone.cli.shell;

import dev.sluice.standalone.cli.print.Screen;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Map;

/** What a command finds around it: output, errors, input, environment and clock. Tests bring their own. */
public record Shell(Screen out, Screen err, InputStream in, Map<String, String> environment, InstantSource clock) {
    public Shell {
        environment = Map.copyOf(environment);
    }

    /** Standard streams and the system clock. */
    public static Shell ofProcess() {
        Map<String, String> environment = System.getenv();
        return new Shell(
                Screen.standardOutput(environment),
                Screen.standardError(),
                System.in,
                environment,
                InstantSource.system());
    }
}
