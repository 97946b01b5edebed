package dev.sluice.executor;

import dev.sluice.runtime.process.ServiceProcess;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import dev.sluice.schemas.topic.TenantBinding;
import java.time.InstantSource;
import java.util.List;

/** An executor in a process of its own. */
public final class ExecutorMain {
    private ExecutorMain() {}

    public static void main(String[] args) {
        System.exit(ServiceProcess.run(args, (reader, meters) -> {
            ExecutorSettings settings = ExecutorSettings.read(reader, TenantBinding.GATEWAY);
            HttpSchemaRegistry registry = new HttpSchemaRegistry(settings.registry());
            return List.of(new Executor(settings, registry, meters, InstantSource.system()));
        }));
    }
}
