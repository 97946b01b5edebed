package dev.sluice.executor;

import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.Engines;
import dev.sluice.executor.intercept.Interceptors;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Optional;

/** What an executor sees of a folder of plug-ins. Tells it in strings, because {@link PluginFolderIT} loads it from another class loader. */
final class PluginProbe {
    private PluginProbe() {}

    /** The answer to {@code SELECT 1}, or why the engine cannot be had. */
    static String select(Path folder, String name, String url) {
        try (PluginFolder plugins = PluginFolder.open(Optional.of(folder))) {
            Engines engines = plugins.within(Engines::load);
            Optional<Engine> engine = engines.find(name);
            if (engine.isEmpty()) {
                return engines.whyMissing(name);
            }
            try (ExecuteBench bench = plugins.within(() -> new ExecuteBench(engine.orElseThrow(), url, "root"))) {
                bench.outcome(Jobs.read(name, "db", "SELECT 2"));
                return bench.rows(Jobs.read(name, "db", "SELECT 1"));
            }
        }
    }

    /** How often the interceptor of this class was called. */
    static int interceptions(Path folder, String type) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (PluginFolder plugins = PluginFolder.open(Optional.of(folder))) {
            plugins.within(() -> Interceptors.load(meters)).before(Jobs.read("sqlite", "db", "SELECT 1"));
        }
        return (int) meters.counter("sluice.executor.interceptor.failures", "interceptor", type)
                .count();
    }
}
