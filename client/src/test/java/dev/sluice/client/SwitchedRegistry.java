package dev.sluice.client;

import static org.awaitility.Awaitility.await;

import dev.sluice.schemas.registry.RegistryException;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** A registry that can be cut off. */
final class SwitchedRegistry implements SchemaRegistry {
    private final SchemaRegistry behind;
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean down;

    SwitchedRegistry(SchemaRegistry behind) {
        this.behind = behind;
    }

    SchemaRegistry behind() {
        return behind;
    }

    void down(boolean now) {
        down = now;
    }

    void awaitRefusal() {
        await().until(() -> refusals.get() > 0);
    }

    @Override
    public int register(String subject, Schema schema) throws RegistryException {
        check();
        return behind.register(subject, schema);
    }

    @Override
    public Schema byId(int id) throws RegistryException {
        check();
        return behind.byId(id);
    }

    @Override
    public boolean compatible(String subject, Schema schema) throws RegistryException {
        check();
        return behind.compatible(subject, schema);
    }

    private void check() throws RegistryUnavailableException {
        if (down) {
            refusals.incrementAndGet();
            throw new RegistryUnavailableException("cut off by the test", null);
        }
    }
}
