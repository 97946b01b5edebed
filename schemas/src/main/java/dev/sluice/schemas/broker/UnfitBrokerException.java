package dev.sluice.schemas.broker;

import dev.sluice.message.ErrorCode;

/** Nothing can be started on this Kafka cluster. The message has the code, what was found, what is needed and what to do. */
public final class UnfitBrokerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    UnfitBrokerException(ErrorCode code, String message, Throwable cause) {
        super(code + ": " + message, cause);
        this.code = code;
    }

    UnfitBrokerException(ErrorCode code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
