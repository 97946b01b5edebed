package dev.sluice.sink;

import dev.sluice.runtime.process.ServiceProcess;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import java.time.InstantSource;
import java.util.List;

/** The sink in a process of its own. */
public final class ResultSinkMain {
    private ResultSinkMain() {}

    public static void main(String[] args) {
        System.exit(ServiceProcess.run(args, (reader, meters) -> {
            ResultSinkSettings settings = ResultSinkSettings.read(reader);
            HttpSchemaRegistry registry = new HttpSchemaRegistry(settings.registry());
            return List.of(new ResultSink(settings, registry, meters, InstantSource.system()));
        }));
    }
}
