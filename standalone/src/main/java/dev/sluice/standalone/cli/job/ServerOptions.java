package dev.sluice.standalone.cli.job;

import dev.sluice.standalone.cli.rest.SluiceApi;
import dev.sluice.standalone.cli.shell.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that talks to a running Sluice. */
public final class ServerOptions {
    private static final String DEFAULT_URL = "http://localhost:8080";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}[A-Za-z0-9_])?");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where Sluice answers. Default: $SLUICE_URL, or " + DEFAULT_URL)
    private String url = "";

    @Option(names = "--tenant", paramLabel = "NAME", description = "Whose jobs (default: the default tenant).")
    private @Nullable String tenant;

    @Option(names = "--json", description = "Answer with JSON.")
    private boolean json;

    public boolean json() {
        return json;
    }

    /** Those options that lead to the same jobs, with a blank behind each; empty if none was given. */
    public String asGiven() {
        return (url.isEmpty() ? "" : "--url " + url + " ") + (tenant == null ? "" : "--tenant " + tenant + " ");
    }

    public SluiceApi api(Map<String, String> environment) throws UsageException {
        String chosen = url.isEmpty() ? environment.getOrDefault("SLUICE_URL", DEFAULT_URL) : url;
        try {
            URI uri = new URI(chosen);
            if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
                throw new UsageException("'" + chosen + "' is no address: use such as " + DEFAULT_URL);
            }
            if (tenant != null && !NAME.matcher(tenant).matches()) {
                throw new UsageException("--tenant '" + tenant + "' is no name: use 1 to 64 letters, digits, _ and -,"
                        + " with no - at either end");
            }
            SluiceApi api = SluiceApi.at(uri);
            return tenant == null ? api : api.forTenant(tenant);
        } catch (URISyntaxException e) {
            throw new UsageException("'" + chosen + "' is no address: use such as " + DEFAULT_URL);
        }
    }
}
