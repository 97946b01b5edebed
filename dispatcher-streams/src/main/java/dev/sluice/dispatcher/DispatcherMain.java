package dev.sluice.dispatcher;

import dev.sluice.runtime.process.ServiceProcess;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import java.time.InstantSource;
import java.util.List;

/** The dispatcher in a process of its own. */
public final class DispatcherMain {
    private DispatcherMain() {}

    public static void main(String[] args) {
        System.exit(ServiceProcess.run(args, (reader, meters) -> {
            DispatcherSettings settings = DispatcherSettings.read(reader);
            HttpSchemaRegistry registry = new HttpSchemaRegistry(settings.registry());
            return List.of(new Dispatcher(settings, registry, meters, InstantSource.system()));
        }));
    }
}
