package dev.sluice.schemas.registry;

import org.jspecify.annotations.Nullable;

/** The registry did not answer, or answered that it cannot serve now: worth another try later. */
public final class RegistryUnavailableException extends RegistryException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
