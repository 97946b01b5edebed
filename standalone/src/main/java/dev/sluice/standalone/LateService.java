package dev.sluice.standalone;

import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.service.Service;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A service that can only be made when those before it are up, because its settings name their addresses. Thread-safe. */
final class LateService implements Service {
    private final String name;
    private final Callable<Service> make;
    private volatile @Nullable Service made;

    LateService(String name, Callable<Service> make) {
        this.name = name;
        this.make = make;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() throws Exception {
        Service service = make.call();
        made = service;
        service.start();
    }

    @Override
    public void stop() {
        Service service = made;
        if (service != null) {
            service.stop();
        }
    }

    @Override
    public Health check() {
        Service service = made;
        return service == null ? new Health.Down("not started") : service.check();
    }
}
