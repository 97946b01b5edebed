package dev.sluice.executor;

import java.io.IOException;

/** Has a process hang as SIGSTOP does it: it is there, its connections stay open, and it does nothing. */
public record Suspension(Process process) {
    public void begin() throws IOException, InterruptedException {
        signal("-STOP");
    }

    public void end() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill " + signal + " answered " + code);
        }
    }
}
