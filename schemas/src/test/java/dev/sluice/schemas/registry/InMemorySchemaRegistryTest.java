package dev.sluice.schemas.registry;

class InMemorySchemaRegistryTest extends SchemaRegistryContract {
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

    @Override
    SchemaRegistry registry() {
        return registry;
    }

    @Override
    void requireBackward(String subject) {
        // It always does.
    }
}
