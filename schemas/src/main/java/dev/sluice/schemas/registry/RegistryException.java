package dev.sluice.schemas.registry;

import org.jspecify.annotations.Nullable;

/**
 * The registry was not asked or did not accept what was asked; the message says which, and what to do. Of this very class: it
 * answered and refused (an incompatible schema, no permission).
 */
public sealed class RegistryException extends Exception permits UnknownSchemaException, RegistryUnavailableException {
    private static final long serialVersionUID = 1L;

    public RegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
