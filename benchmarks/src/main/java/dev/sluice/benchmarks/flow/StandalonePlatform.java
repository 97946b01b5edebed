package dev.sluice.benchmarks.flow;

import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.standalone.Standalone;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The standalone process inside this one, on free ports. Settings files and variables are not read: a benchmark is what its command line says. */
record StandalonePlatform(Standalone sluice, SchemaRegistry registry) implements Platform {
    static Platform start(Path folder, Delivery delivery, List<String> settings) throws Exception {
        List<String> fixed = Stream.concat(
                        settings.stream(),
                        Stream.of(
                                "standalone.data=" + folder,
                                "standalone.kafka.port=0",
                                "standalone.registry.port=0",
                                "standalone.postgres.port=0",
                                "api.port=0",
                                "executor.delivery=" + delivery.key()))
                .toList();
        Standalone sluice = Standalone.of(flags -> reader(folder, fixed, flags), InstantSource.system());
        sluice.start();
        return new StandalonePlatform(sluice, new HttpSchemaRegistry(RegistrySettings.at(sluice.registryUrl())));
    }

    @Override
    public String database() {
        return "demo";
    }

    @Override
    public String bootstrapServers() {
        return sluice.bootstrapServers();
    }

    @Override
    public PlainJdbc jdbc(int threads) {
        return new PlainJdbc(sluice.demoJdbcUrl(), sluice.postgresUser(), "", threads);
    }

    @Override
    public void close() {
        sluice.close();
    }

    private static SettingsReader reader(Path folder, List<String> fixed, List<String> flags) {
        List<String> all = new ArrayList<>(fixed);
        all.addAll(flags);
        return SettingsReader.of(folder.resolve("no-settings.yaml"), Map.of(), all);
    }
}
