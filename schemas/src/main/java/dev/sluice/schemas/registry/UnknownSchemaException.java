package dev.sluice.schemas.registry;

/** The registry answered, and has no schema of that id that Avro can read. */
public final class UnknownSchemaException extends RegistryException {
    private static final long serialVersionUID = 1L;

    public UnknownSchemaException(String message) {
        super(message, null);
    }
}
