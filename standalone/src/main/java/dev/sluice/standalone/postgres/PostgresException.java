package dev.sluice.standalone.postgres;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** PostgreSQL cannot be had or does not do what it should; the message says why and what to do. */
public final class PostgresException extends IOException {
    private static final long serialVersionUID = 1L;

    PostgresException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
