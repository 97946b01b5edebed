package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.shell.Shell;

/**
 * How a failure is told: to programs as one JSON object on standard output, to people as a sentence on standard error.
 *
 * @param code one word for programs
 * @param message for people, without the code
 */
record ErrorLine(int exitCode, String code, String message) {
    int tellProgram(Shell shell) {
        shell.out()
                .line(Json.text(
                        Json.object().put("error", code).put("message", message).put("exitCode", exitCode)));
        return exitCode;
    }

    int tellPerson(Shell shell) {
        shell.err().line("sluice: " + message);
        return exitCode;
    }
}
