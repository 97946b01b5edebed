package dev.sluice.standalone.cli.job;

import dev.sluice.standalone.cli.rest.SluiceApi;
import dev.sluice.standalone.cli.shell.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that talks to a running Sluice. */
final class ServerOptions {
    private static final String DEFAULT_URL = "http://localhost:8080";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where Sluice answers. Default: $SLUICE_URL, or " + DEFAULT_URL)
    private String url = "";

    @Option(names = "--tenant", paramLabel = "NAME", description = "Whose jobs (default: the default tenant).")
    private @Nullable String tenant;

    @Option(names = "--json", description = "Answer with JSON.")
    private boolean json;

    boolean json() {
        return json;
    }

    SluiceApi api(Map<String, String> environment) throws UsageException {
        String chosen = url.isEmpty() ? environment.getOrDefault("SLUICE_URL", DEFAULT_URL) : url;
        try {
            URI uri = new URI(chosen);
            if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
                throw new UsageException("'" + chosen + "' is no address: use such as " + DEFAULT_URL);
            }
            SluiceApi api = SluiceApi.at(uri);
            return tenant == null ? api : api.forTenant(tenant);
        } catch (URISyntaxException e) {
            throw new UsageException("'" + chosen + "' is no address: use such as " + DEFAULT_URL);
        }
    }
}
