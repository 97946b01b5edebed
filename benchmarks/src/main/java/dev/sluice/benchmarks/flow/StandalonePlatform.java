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

/** The standalone process inside this one, with nobody else's settings: all ports free ones, all knobs at their defaults but delivery. */
record StandalonePlatform(Standalone sluice, SchemaRegistry registry) implements Platform {
    static Platform start(Path folder, Delivery delivery) throws Exception {
        List<String> fixed = List.of(
                "standalone.data=" + folder,
                "standalone.kafka.port=0",
                "standalone.registry.port=0",
                "standalone.postgres.port=0",
                "api.port=0",
                "executor.delivery=" + delivery.key());
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
