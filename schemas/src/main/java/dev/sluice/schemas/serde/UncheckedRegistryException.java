package dev.sluice.schemas.serde;

import dev.sluice.schemas.registry.RegistryException;

/** A message could not be encoded because the registry did not register its schema. */
public final class UncheckedRegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UncheckedRegistryException(RegistryException cause) {
        super(cause.getMessage(), cause);
    }
}
