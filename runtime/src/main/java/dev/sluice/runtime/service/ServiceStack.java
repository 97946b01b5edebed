package dev.sluice.runtime.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts services in order and stops them in reverse; a failed start stops those already up. Thread-safe. */
public final class ServiceStack implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServiceStack.class);

    private final List<Service> services;
    private final Set<String> up = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();

    /** Touched or up, last one first. Guarded by the lock. */
    private final Deque<Service> running = new ArrayDeque<>();

    private volatile boolean closed;

    /** Who starts services now, if anybody does. Guarded by this object, so that nobody is interrupted who does something else. */
    private @Nullable Thread starting;

    /** Names must differ. */
    public ServiceStack(List<Service> services) {
        this.services = List.copyOf(services);
        Set<String> names = this.services.stream().map(Service::name).collect(Collectors.toSet());
        if (names.size() < this.services.size()) {
            throw new IllegalArgumentException("two services have the same name: "
                    + this.services.stream().map(Service::name).toList());
        }
    }

    /**
     * Starts one after another. Throws what a service's start threw, after all others were stopped; IllegalStateException if the
     * stack was started before, or is closed meanwhile.
     */
    public void start() throws Exception {
        lock.lock();
        try {
            if (closed || !running.isEmpty()) {
                throw new IllegalStateException(closed ? "already stopped" : "already started");
            }
            startAll();
        } finally {
            lock.unlock();
        }
    }

    /** Health of each service by name, in start order. */
    public Map<String, Health> check() {
        Map<String, Health> health = new LinkedHashMap<>();
        services.forEach(service -> health.put(service.name(), check(service)));
        return Collections.unmodifiableMap(health);
    }

    /** Stops in reverse order, each one even if another fails to. Waits for a start under way, which ends at its next service. */
    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            stopAll();
        } finally {
            lock.unlock();
        }
    }

    /** Has no further service started, and interrupts the start of one; what was started is stopped by whoever started it. Returns at once. */
    public synchronized void abandonStart() {
        closed = true;
        if (starting != null) {
            starting.interrupt();
        }
    }

    private synchronized void starts(@Nullable Thread now) {
        starting = now;
    }

    private void startAll() throws Exception {
        try {
            starts(Thread.currentThread());
            try {
                for (Service service : services) {
                    start(service);
                }
            } finally {
                starts(null);
            }
        } catch (Exception | Error e) {
            stopAll();
            throw e;
        }
    }

    private void start(Service service) throws Exception {
        if (closed) {
            throw new IllegalStateException("stopped before " + service.name() + " was started");
        }
        long began = System.nanoTime();
        running.push(service);
        try {
            service.start();
        } catch (Exception e) {
            // A checked exception is a refusal whose message says what to do; its trace would only hide that.
            log.atError()
                    .addKeyValue("service", service.name())
                    .addKeyValue("error", e.toString())
                    .setCause(e instanceof RuntimeException ? e : null)
                    .log("service did not start, stopping the others");
            throw e;
        }
        up.add(service.name());
        log.atInfo()
                .addKeyValue("service", service.name())
                .addKeyValue("millis", millisSince(began))
                .log("service started");
    }

    private void stopAll() {
        closed = true;
        // An interrupt ends a start; it must not cut short what stopping has to finish.
        boolean interrupted = Thread.interrupted();
        while (!running.isEmpty()) {
            stop(running.pop());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(Service service) {
        long began = System.nanoTime();
        up.remove(service.name());
        try {
            service.stop();
            log.atInfo()
                    .addKeyValue("service", service.name())
                    .addKeyValue("millis", millisSince(began))
                    .log("service stopped");
        } catch (RuntimeException | Error e) {
            log.atError()
                    .addKeyValue("service", service.name())
                    .log("service did not stop cleanly, going on with the next", e);
        }
    }

    private Health check(Service service) {
        if (!up.contains(service.name())) {
            return new Health.Down(closed ? "stopped" : "not started yet");
        }
        try {
            return service.check();
        } catch (RuntimeException e) {
            return new Health.Down("its check failed: " + e);
        }
    }

    private static long millisSince(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }
}
