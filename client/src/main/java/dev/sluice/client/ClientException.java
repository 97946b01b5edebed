package dev.sluice.client;

import dev.sluice.message.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A request could not be published, or a reply could not be put together. The code is one of Sluice's; the message says what to do. */
public final class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    ClientException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
