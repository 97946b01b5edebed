package dev.sluice.standalone.cli.shell;

/** What the command's exit code says; the same for every subcommand. */
public final class ExitCode {
    public static final int OK = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int UNREACHABLE = 3;
    public static final int TAKEN = 4;
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
