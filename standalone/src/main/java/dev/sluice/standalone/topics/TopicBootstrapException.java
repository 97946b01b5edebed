package dev.sluice.standalone.topics;

import org.jspecify.annotations.Nullable;

/** The broker did not answer or refused a change to topics; the message says what was tried. */
public final class TopicBootstrapException extends Exception {
    private static final long serialVersionUID = 1L;

    TopicBootstrapException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
