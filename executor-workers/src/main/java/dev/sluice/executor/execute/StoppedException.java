package dev.sluice.executor.execute;

/** The job was told to stop while none of its statements ran. */
final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("stopped");
    }
}
