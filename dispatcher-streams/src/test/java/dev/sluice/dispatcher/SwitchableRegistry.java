package dev.sluice.dispatcher;

import dev.sluice.schemas.registry.RegistryException;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** A registry that can be made to answer nothing. */
public final class SwitchableRegistry implements SchemaRegistry {
    private final SchemaRegistry registry;
    private volatile boolean down;
    private final AtomicInteger vain = new AtomicInteger();

    public SwitchableRegistry(SchemaRegistry registry) {
        this.registry = registry;
    }

    public void goDown() {
        down = true;
    }

    public void comeBack() {
        down = false;
    }

    /** How often it was asked in vain. */
    public int vain() {
        return vain.get();
    }

    @Override
    public int register(String subject, Schema schema) throws RegistryException {
        return registry.register(subject, schema);
    }

    @Override
    public Schema byId(int id) throws RegistryException {
        if (down) {
            vain.incrementAndGet();
            throw new RegistryUnavailableException("The registry does not answer", null);
        }
        return registry.byId(id);
    }

    @Override
    public boolean compatible(String subject, Schema schema) throws RegistryException {
        return registry.compatible(subject, schema);
    }
}
