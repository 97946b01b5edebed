package dev.sluice.executor.carry;

/** The rows could not be kept. Nothing of this result will be seen. */
public final class StoreFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreFailedException(Exception cause) {
        super("the result is too large for the reply topic and could not be kept: " + cause.getMessage(), cause);
    }
}
