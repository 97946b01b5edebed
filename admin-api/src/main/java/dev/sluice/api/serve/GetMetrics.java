package dev.sluice.api.serve;

import dev.sluice.api.problem.Problem;
import dev.sluice.message.ErrorCode;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** {@code GET /metrics}: the metrics of this process as Prometheus text. */
public final class GetMetrics implements Handler {
    private final MeterRegistry meters;

    public GetMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void handle(Context context) {
        if (!(meters instanceof PrometheusMeterRegistry prometheus)) {
            throw Problem.of(ErrorCode.NOT_SUPPORTED, "this process does not keep its metrics for Prometheus")
                    .exception();
        }
        context.contentType("text/plain; version=0.0.4; charset=utf-8").result(prometheus.scrape());
    }
}
