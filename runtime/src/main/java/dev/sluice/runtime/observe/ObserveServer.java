package dev.sluice.runtime.observe;

import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.service.Service;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.function.Supplier;

/** Serves {@code /health} (200 or 503, JSON with why) and {@code /metrics} (Prometheus text) for processes without the REST API. */
public final class ObserveServer implements Service {
    /** Port 0 picks a free one, see {@link #port()}. */
    public ObserveServer(int port, PrometheusMeterRegistry metrics, Supplier<Map<String, Health>> health) {}

    public int port() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String name() {
        return "observe";
    }

    @Override
    public void start() throws Exception {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Health check() {
        throw new UnsupportedOperationException();
    }
}
