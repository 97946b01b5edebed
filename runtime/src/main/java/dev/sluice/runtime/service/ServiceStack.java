package dev.sluice.runtime.service;

import java.util.List;
import java.util.Map;

/** Starts services in order and stops them in reverse; a failed start stops those already up. Thread-safe. */
public final class ServiceStack implements AutoCloseable {
    public ServiceStack(List<Service> services) {}

    public void start() throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Health of each service by name, in start order. */
    public Map<String, Health> check() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
