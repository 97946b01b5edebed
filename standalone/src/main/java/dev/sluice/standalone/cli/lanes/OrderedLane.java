package dev.sluice.standalone.cli.lanes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.cli.job.Durations;
import dev.sluice.standalone.cli.job.ServerOptions;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The lane that is meant, why, and for how long: what all orders have in common. */
final class OrderedLane {
    /** Names of lanes as people type them. */
    enum Name {
        FAST,
        MEDIUM,
        SLOW
    }

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "DATABASE", description = "Whose lane.")
    private String database = "";

    @Parameters(index = "1", paramLabel = "LANE", description = "One of ${COMPLETION-CANDIDATES}, in any case.")
    private Name lane = Name.FAST;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; everybody can read it.")
    private String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who orders it (default: $USER).")
    private @Nullable String principal;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long it stands, such as 30m (default: until it is resumed).")
    private @Nullable Duration standing;

    /** Publishes the order that this makes of it. */
    int order(Shell shell, Consumer<ObjectNode> content) throws Exception {
        ObjectNode order = Json.object()
                .put("database", database)
                .put("lane", lane.name().toLowerCase(Locale.ROOT))
                .put("principal", principal(shell, principal))
                .put("reason", reason);
        if (standing != null) {
            order.put("expiresAt", shell.clock().instant().plus(standing).toString());
        }
        content.accept(order);
        JsonNode answer = server.api(shell.environment()).put(path(database, lane), order);
        answer.path("warnings").forEach(warning -> shell.err().line("warning: " + warning.asText()));
        shell.out().line(server.json() ? Json.text(answer) : "ordered; see what stands with: sluice lanes");
        return ExitCode.OK;
    }

    static String path(String database, Name lane) {
        return "/v1/lanes/" + URLEncoder.encode(database, StandardCharsets.UTF_8) + "/"
                + lane.name().toLowerCase(Locale.ROOT);
    }

    /** Who orders: as is said, or the user. */
    static String principal(Shell shell, @Nullable String principal) {
        return principal == null ? shell.environment().getOrDefault("USER", "operator") : principal;
    }
}
