package dev.sluice.standalone.cli.shell;

/** Something that the command needs does not answer; exit code 3. */
public final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreachableException(String message) {
        super(message);
    }
}
