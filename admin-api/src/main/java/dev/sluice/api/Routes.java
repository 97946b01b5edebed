package dev.sluice.api;

import dev.sluice.api.catalog.AffordableSlots;
import dev.sluice.api.catalog.Catalogue;
import dev.sluice.api.catalog.Catalogues;
import dev.sluice.api.catalog.DeleteDefinition;
import dev.sluice.api.catalog.Feasibility;
import dev.sluice.api.catalog.GetDefinition;
import dev.sluice.api.catalog.ListDefinitions;
import dev.sluice.api.catalog.PutDefinition;
import dev.sluice.api.command.CancelJob;
import dev.sluice.api.command.Commands;
import dev.sluice.api.command.ExplainJob;
import dev.sluice.api.console.ConsoleFile;
import dev.sluice.api.find.GetJob;
import dev.sluice.api.find.GetOverview;
import dev.sluice.api.find.JobLookup;
import dev.sluice.api.find.ListDatabases;
import dev.sluice.api.find.WaitTime;
import dev.sluice.api.form.JsonBody;
import dev.sluice.api.history.ListDeadLetters;
import dev.sluice.api.history.ListJobs;
import dev.sluice.api.result.GetResult;
import dev.sluice.api.result.ResultRows;
import dev.sluice.api.serve.GetHealth;
import dev.sluice.api.serve.GetMetrics;
import dev.sluice.api.submit.RequestPublisher;
import dev.sluice.api.submit.SubmitBatch;
import dev.sluice.api.submit.SubmitJob;
import dev.sluice.api.submit.SubmitRules;
import dev.sluice.runtime.service.Health;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** Every path of the API and the console, and who answers it. {@code openapi.yaml} describes the same paths; a test compares the two. */
final class Routes {
    private final List<Route> all = new ArrayList<>();

    /** One path. */
    record Route(HandlerType method, String path, Handler handler) {}

    Routes(
            SubmitRules rules,
            Patience patience,
            Known known,
            Catalogues catalogues,
            RequestPublisher publisher,
            MeterRegistry meters,
            Supplier<Map<String, Health>> health) {
        WaitTime waits = new WaitTime(patience.waiting());
        JobLookup jobs = new JobLookup(known.recent(), known.tail(), known.ends(), known.history());
        ResultRows rows = new ResultRows(
                known.recent(), known.history(), known.stored(), rules.topics().replies(), patience.result());
        Commands commands = new Commands(publisher, known.answers(), rules);
        CancelJob cancel = new CancelJob(jobs, commands, known.recent(), waits);
        ExplainJob explain = new ExplainJob(jobs, commands, known.recent(), patience.answer(), rules.clock());

        add(HandlerType.POST, "/v1/jobs", new SubmitJob(rules, publisher, known.recent(), waits));
        add(HandlerType.POST, "/v1/jobs/batch", new SubmitBatch(rules, publisher, known.recent()));
        add(HandlerType.GET, "/v1/jobs", new ListJobs(known.history()));
        add(HandlerType.GET, "/v1/jobs/{jobId}", new GetJob(jobs, known.recent(), waits));
        add(HandlerType.GET, "/v1/jobs/{jobId}/result", new GetResult(jobs, known.recent(), waits, rows));
        add(HandlerType.GET, "/v1/jobs/{jobId}/explain", explain);
        add(HandlerType.POST, "/v1/jobs/{jobId}/cancel", cancel);
        add(HandlerType.DELETE, "/v1/jobs/{jobId}", cancel);
        add(HandlerType.GET, "/v1/databases", new ListDatabases(known.databases()));
        add(HandlerType.GET, "/v1/overview", new GetOverview(known.recent().tally()));
        add(HandlerType.GET, "/v1/dead-letters", new ListDeadLetters(known.history()));
        definitions("/v1/policies", "/{name}", catalogues.policies(), rules, Feasibility.always());
        var affordable = new AffordableSlots(known.databases()::named);
        definitions("/v1/lanes", "/{database}/{lane}", catalogues.lanes(), rules, affordable);
        definitions("/v1/templates", "/{queryId}/{version}", catalogues.templates(), rules, Feasibility.always());
        add(HandlerType.GET, "/health", new GetHealth(health));
        add(HandlerType.GET, "/metrics", new GetMetrics(meters));
        add(HandlerType.GET, "/openapi.yaml", ConsoleFile.named("openapi.yaml"));
        add(HandlerType.GET, "/", ConsoleFile.named("index.html"));
        ConsoleFile.NAMES.forEach(name -> add(HandlerType.GET, "/console/" + name, ConsoleFile.named(name)));
    }

    List<Route> all() {
        return List.copyOf(all);
    }

    void register(RoutesConfig routes) {
        all.forEach(route -> routes.addHttpHandler(route.method(), route.path(), route.handler()));
    }

    private <M extends SpecificRecord> void definitions(
            String all, String one, Catalogue<M> catalogue, SubmitRules rules, Feasibility<M> feasibility) {
        add(HandlerType.GET, all, new ListDefinitions<>(catalogue));
        add(HandlerType.GET, all + one, new GetDefinition<>(catalogue));
        JsonBody bodies = new JsonBody(rules.maxBodyBytes());
        add(HandlerType.PUT, all + one, new PutDefinition<>(catalogue, bodies, rules.clock(), feasibility));
        add(HandlerType.DELETE, all + one, new DeleteDefinition<>(catalogue));
    }

    private void add(HandlerType method, String path, Handler handler) {
        all.add(new Route(method, path, handler));
    }
}
