package dev.sluice.dispatcher;

import dev.sluice.runtime.process.ServiceProcess;
import dev.sluice.runtime.settings.Secret;
import dev.sluice.schemas.registry.Credentials;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import dev.sluice.schemas.registry.RegistrySettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** Runs the dispatcher as a process of its own. */
public final class DispatcherMain {
    private DispatcherMain() {}

    public static void main(String[] args) {
        System.exit(ServiceProcess.run(args, (reader, meters) -> {
            var settings = DispatcherSettings.read(reader);
            var url =
                    URI.create(reader.text("registry.url", "http://localhost:8081", "Base URL of the schema registry"));
            Secret login =
                    reader.secret("registry.authorization", new Secret(""), "Login for the registry, if it wants one");
            reader.finish();
            var registry = new HttpSchemaRegistry(RegistrySettings.at(url, Credentials.parse(login.reveal())));
            return List.of(new Dispatcher(settings, registry, meters, InstantSource.system()));
        }));
    }
}
