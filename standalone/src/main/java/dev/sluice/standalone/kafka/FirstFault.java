package dev.sluice.standalone.kafka;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the first fault that Kafka calls fatal, for the health check, where Kafka itself would end the process. Thread-safe. */
final class FirstFault implements FaultHandlerFactory {
    private static final Logger log = LoggerFactory.getLogger(FirstFault.class);

    private final AtomicReference<String> first = new AtomicReference<>();

    Optional<String> get() {
        return Optional.ofNullable(first.get());
    }

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        return (message, cause) -> {
            log.atError()
                    .setCause(cause)
                    .addKeyValue("part", name)
                    .addKeyValue("fatal", fatal)
                    .log("Kafka met a fault: " + message);
            if (fatal) {
                first.compareAndSet(null, name + ": " + message + (cause == null ? "" : " (" + cause + ")"));
            }
            action.run();
            return new IllegalStateException(message, cause);
        };
    }
}
