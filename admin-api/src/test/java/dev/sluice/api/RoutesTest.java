package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.catalog.Catalogues;
import dev.sluice.api.follow.CommandAnswers;
import dev.sluice.api.follow.Databases;
import dev.sluice.api.follow.EndOffsets;
import dev.sluice.api.follow.JobTail;
import dev.sluice.api.follow.RecentJobs;
import dev.sluice.api.follow.TailRecords;
import dev.sluice.api.follow.TailStart;
import dev.sluice.api.follow.Tally;
import dev.sluice.api.history.History;
import dev.sluice.api.result.StoredRows;
import dev.sluice.api.submit.RequestPublisher;
import dev.sluice.api.submit.SubmitRules;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.trace.Spans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final Path DOCUMENT =
            Path.of("src", "main", "resources", "dev", "sluice", "api", "console", "openapi.yaml");
    private static final Pattern PATH = Pattern.compile("  (/\\S*):");
    private static final Pattern METHOD = Pattern.compile("    (get|post|put|patch|delete):");

    @Test
    void theDocumentDescribesEveryPathAndNoOther() throws IOException {
        Set<String> answered = new TreeSet<>();
        routes().all().stream()
                .filter(route -> !route.path().equals("/") && !route.path().startsWith("/console/"))
                .forEach(route -> answered.add(route.method().name() + " " + route.path()));

        assertThat(described()).isEqualTo(answered);
    }

    private static Set<String> described() throws IOException {
        Set<String> described = new TreeSet<>();
        List<String> lines = Files.readAllLines(DOCUMENT);
        String path = "";
        for (String line : lines.subList(lines.indexOf("paths:"), lines.indexOf("components:"))) {
            Matcher onPath = PATH.matcher(line);
            Matcher onMethod = METHOD.matcher(line);
            if (onPath.matches()) {
                path = onPath.group(1);
            } else if (onMethod.matches()) {
                described.add(onMethod.group(1).toUpperCase(Locale.ROOT) + " " + path);
            }
        }
        return described;
    }

    private static Admin noAdmin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException("nobody asks here");
                });
    }

    private static Routes routes() {
        AdminApiSettings settings = AdminApiSettings.read(SettingsReader.of(Map.of()));
        InstantSource clock = InstantSource.system();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Messages messages = new Messages(new InMemorySchemaRegistry());
        RecentJobs recent = new RecentJobs(1_000, new Tally(clock));
        CommandAnswers answers = new CommandAnswers();
        Databases databases = new Databases();
        JobTail tail = new JobTail(
                () -> Clients.consumer(settings.kafka()),
                new TailStart(settings.topics(), settings.follow().lookback(), clock),
                new TailRecords(settings.topics(), messages, recent, answers, databases, meters),
                meters);
        return new Routes(
                new SubmitRules(settings.topics(), TenantBinding.OPEN, 1_000, clock),
                settings.patience(),
                new Known(
                        recent,
                        answers,
                        databases,
                        tail,
                        new EndOffsets(noAdmin()),
                        new History(settings.history()),
                        new StoredRows(Optional.empty())),
                Catalogues.of(settings.kafka(), settings.topics(), messages),
                new RequestPublisher(new MockProducer<>(), messages, Optional.empty(), Spans.off()),
                meters,
                Map::of);
    }
}
