package dev.sluice.executor.engine;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines on the class path and among the plug-ins whose drivers are there as well. Immutable. */
public final class Engines {
    private static final Logger log = LoggerFactory.getLogger(Engines.class);

    private final Map<String, Engine> usable;
    /** Their drivers by the names of engines that have none. */
    private final Map<String, List<String>> withoutDriver;

    private Engines(Map<String, Engine> usable, Map<String, List<String>> withoutDriver) {
        this.usable = Map.copyOf(usable);
        this.withoutDriver = Map.copyOf(withoutDriver);
    }

    /** Looks once, by the class loader of this thread. An engine that cannot be loaded is logged and left out. */
    public static Engines load() {
        Map<String, Engine> usable = new HashMap<>();
        Map<String, List<String>> withoutDriver = new HashMap<>();
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
                    withoutDriver.put(engine.name(), engine.drivers());
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
        List<String> drivers = withoutDriver.get(name);
        return drivers != null
                ? "the JDBC driver of engine " + name + " (" + String.join(" or ", drivers)
                        + ") is neither on the class path nor in the folder executor.plugins: put its jar there and restart"
                : "there is no engine " + name + ": known are " + new TreeSet<>(usable.keySet());
    }

    private static boolean exists(String driver) {
        try {
            Class.forName(driver, false, Thread.currentThread().getContextClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
