package dev.sluice.schemas.registry;

/** The registry answered, and has no such schema. */
public final class UnknownSchemaException extends RegistryException {
    private static final long serialVersionUID = 1L;

    public UnknownSchemaException(String message) {
        super(message, null);
    }
}
