package dev.sluice.runtime.service;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service that writes down what is done with it, and fails where it is told to. */
public final class RecordedService implements Service {
    private final String name;
    private final List<String> record;
    private @Nullable Exception startFailure;
    private @Nullable RuntimeException stopFailure;
    private Health health = Health.up();
    private Runnable whenStarted = () -> {};

    public RecordedService(String name, List<String> record) {
        this.name = name;
        this.record = record;
    }

    RecordedService failingToStart(Exception failure) {
        startFailure = failure;
        return this;
    }

    RecordedService failingToStop(RuntimeException failure) {
        stopFailure = failure;
        return this;
    }

    public RecordedService whenStarted(Runnable also) {
        whenStarted = also;
        return this;
    }

    RecordedService being(Health now) {
        health = now;
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() throws Exception {
        record.add("start " + name);
        if (startFailure != null) {
            throw startFailure;
        }
        whenStarted.run();
    }

    @Override
    public void stop() {
        record.add("stop " + name);
        if (stopFailure != null) {
            throw stopFailure;
        }
    }

    @Override
    public Health check() {
        return health;
    }
}
