package dev.sluice.executor.execute;

import dev.sluice.executor.engine.EngineFailure;
import org.jspecify.annotations.Nullable;

/** The engine failed a try, and this is what that means. */
final class FailedTryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient EngineFailure failure;

    FailedTryException(EngineFailure failure, @Nullable Exception cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    EngineFailure failure() {
        return failure;
    }
}
