package dev.sluice.api;

import dev.sluice.runtime.process.ServiceProcess;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The API in a process of its own. */
public final class AdminApiMain {
    private AdminApiMain() {}

    public static void main(String[] args) {
        System.exit(ServiceProcess.run(args, (reader, meters) -> {
            AdminApiSettings settings = AdminApiSettings.read(reader);
            HttpSchemaRegistry registry = new HttpSchemaRegistry(settings.registry());
            return List.of(new AdminApi(settings, registry, meters, InstantSource.system(), Map::of));
        }));
    }
}
