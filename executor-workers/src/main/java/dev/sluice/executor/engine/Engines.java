package dev.sluice.executor.engine;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines on the class path whose drivers are there as well. Immutable. */
public final class Engines {
    private static final Logger log = LoggerFactory.getLogger(Engines.class);

    private final Map<String, Engine> usable;
    private final Set<String> withoutDriver;

    private Engines(Map<String, Engine> usable, Set<String> withoutDriver) {
        this.usable = Map.copyOf(usable);
        this.withoutDriver = Set.copyOf(withoutDriver);
    }

    /** Looks once. An engine that cannot be loaded is logged and left out. */
    public static Engines load() {
        Map<String, Engine> usable = new HashMap<>();
        Set<String> withoutDriver = new TreeSet<>();
        Iterator<Engine> found = ServiceLoader.load(Engine.class).iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return new Engines(usable, withoutDriver);
                }
                Engine engine = found.next();
                if (engine.drivers().stream().anyMatch(Engines::exists)) {
                    usable.put(engine.name(), engine);
                } else {
                    withoutDriver.add(engine.name());
                }
            } catch (ServiceConfigurationError | LinkageError broken) {
                log.atWarn().setCause(broken).log("An engine cannot be loaded and stays disabled");
            }
        }
    }

    public Optional<Engine> find(String name) {
        return Optional.ofNullable(usable.get(name));
    }

    /** Why there is no engine of this name, and what to do. */
    public String whyMissing(String name) {
        return withoutDriver.contains(name)
                ? "the JDBC driver of engine " + name + " is not on the class path: add it and restart"
                : "there is no engine " + name + ": known are " + new TreeSet<>(usable.keySet());
    }

    private static boolean exists(String driver) {
        try {
            Class.forName(driver, false, Engines.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
