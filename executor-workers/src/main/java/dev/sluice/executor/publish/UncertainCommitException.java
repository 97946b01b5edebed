package dev.sluice.executor.publish;

/** A transaction was to be committed, and the answer got lost: it may have been, or not. */
final class UncertainCommitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UncertainCommitException(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
