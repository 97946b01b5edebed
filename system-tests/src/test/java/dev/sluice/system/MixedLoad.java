package dev.sluice.system;

import dev.sluice.client.JobResult;
import dev.sluice.client.RequestBuilder;
import dev.sluice.client.SluiceClient;
import dev.sluice.message.ParameterType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Reads, writes and failures on both databases, and requests that are refused; each has a name. */
final class MixedLoad {
    static final int ROUNDS = 30;

    private final SluiceClient client;
    private final Map<String, CompletableFuture<JobResult>> running = new HashMap<>();

    MixedLoad(SluiceClient client) {
        this.client = client;
    }

    /** Submits everything. */
    void start() {
        for (int round = 0; round < ROUNDS; round++) {
            for (String database : List.of("demo", "lite")) {
                String name = database + " " + round;
                run("select " + name, client.sql(database, "SELECT ? + 1 AS n").parameter(round));
                run("insert " + name, insert(database, name));
                run("unknown table " + name, client.sql(database, "SELECT * FROM nowhere"));
            }
        }
        run("UNKNOWN_DATABASE", client.sql("nowhere", "SELECT 1"));
        run("INVALID_PARAMETERS", client.sql("demo", "SELECT ?"));
        run("MULTIPLE_STATEMENTS", client.sql("demo", "SELECT 1; DROP TABLE effect"));
        run("INVALID_SQL", client.sql("demo", " -- nothing"));
        run("SYNTAX_ERROR", client.sql("demo", "SELECT FROM WHERE"));
        run("DATA_ERROR", client.sql("demo", "SELECT ?::int").parameter(ParameterType.TEXT, "x"));
    }

    /** A write that leaves its name behind. */
    RequestBuilder insert(String database, String what) {
        return client.sql(database, "INSERT INTO effect (what) VALUES (?)").parameter(what);
    }

    /** Waits until all have ended; results by name. */
    Map<String, JobResult> results() throws Exception {
        Map<String, JobResult> results = new HashMap<>();
        for (Map.Entry<String, CompletableFuture<JobResult>> each : running.entrySet()) {
            results.put(each.getKey(), each.getValue().get(60, TimeUnit.SECONDS));
        }
        return results;
    }

    private void run(String name, RequestBuilder request) {
        running.put(name, client.run(request));
    }
}
