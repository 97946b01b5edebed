package dev.sluice.executor.engine.postgresql.guard;

import java.io.IOException;

/** The server began an answer beside rows that is larger than anybody should hold. What is left of it stays unread. */
public final class OversizeAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    public OversizeAnswerException(String message) {
        super(message);
    }
}
