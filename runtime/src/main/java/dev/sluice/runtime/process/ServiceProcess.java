package dev.sluice.runtime.process;

import dev.sluice.runtime.observe.ObserveServer;
import dev.sluice.runtime.observe.ProcessMeters;
import dev.sluice.runtime.observe.Tracing;
import dev.sluice.runtime.service.Service;
import dev.sluice.runtime.service.ServiceStack;
import dev.sluice.runtime.settings.SettingsException;
import dev.sluice.runtime.settings.SettingsReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code main} of a service that runs in a process of its own: reads settings, starts the services and the observe endpoint, waits
 * until it is told to stop, stops in reverse order. Arguments are {@code [file] [--set key=value]…}, the file is
 * {@code sluice.yaml} if not given.
 *
 * <p>SIGTERM and SIGINT stop it in order, a second one at once. Exit codes: {@value #STOPPED} stopped when told to,
 * {@value #FAILED} could not start, {@value #BAD_SETTINGS} settings or arguments are wrong (each problem on a line of standard error,
 * nothing was started), {@value #FORCED} ended by the second signal.
 *
 * <p>{@link #run} is for one thread; {@link #stop} may be called from any.
 */
public final class ServiceProcess {
    public static final int STOPPED = 0;
    public static final int FAILED = 1;
    public static final int BAD_SETTINGS = 2;
    public static final int FORCED = 143;

    /** Sections of one file that all services share; each service checks its own. */
    private static final List<String> SECTIONS = List.of(
            "kafka",
            "topics",
            "registry",
            "platform",
            "databases",
            "history",
            "dispatcher",
            "executor",
            "results",
            "sink",
            "api",
            "standalone",
            "observe");

    private static final Logger log = LoggerFactory.getLogger(ServiceProcess.class);

    private final Map<String, String> environment;
    private final PrintStream problems;
    private final CountDownLatch told = new CountDownLatch(1);
    private final AtomicReference<@Nullable ServiceStack> starting = new AtomicReference<>();

    /** Reads settings, calls {@link SettingsReader#finish()}, then makes the services without any I/O. */
    @FunctionalInterface
    public interface Wiring {
        List<Service> services(SettingsReader reader, MeterRegistry meters) throws SettingsException;
    }

    public ServiceProcess(Map<String, String> environment, PrintStream problems) {
        this.environment = Map.copyOf(environment);
        this.problems = problems;
    }

    /** For {@code main}: runs until a signal comes and returns the exit code. */
    public static int run(String[] args, Wiring wiring) {
        ServiceProcess process = new ServiceProcess(System.getenv(), System.err);
        onTermination(process::stop, () -> Runtime.getRuntime().halt(FORCED));
        return process.run(List.of(args), wiring);
    }

    /**
     * Has this process live in UTC. Drivers take the zone of the process for that of their sessions and for reading values, and what a
     * statement does must not depend on where it runs.
     */
    public static void useUtc() {
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
    }

    /** Runs until {@link #stop}, and returns the exit code. The process lives in UTC from then on. */
    public int run(List<String> args, Wiring wiring) {
        useUtc();
        try (ProcessMeters meters = new ProcessMeters()) {
            SettingsReader reader = reader(args);
            int port =
                    reader.integer("observe.port", 9464, 0, 65535, "Port of /health and /metrics, 0 for any free one");
            try (Tracing tracing = Tracing.read(reader, environment)) {
                tracing.start();
                ServiceStack stack = new ServiceStack(wiring.services(reader, meters.registry()));
                reader.finish();
                return serve(stack, new ObserveServer(port, meters.registry(), stack::check));
            }
        } catch (SettingsException e) {
            e.problems().forEach(problems::println);
            return BAD_SETTINGS;
        }
    }

    /** Tells it to stop, as SIGTERM does. Returns at once; a start under way is interrupted. */
    public void stop() {
        told.countDown();
        ServiceStack stack = starting.get();
        if (stack != null) {
            stack.abandonStart();
        }
    }

    /**
     * Calls the first on SIGTERM or SIGINT, the second on every further one, for the rest of this process. A shutdown hook could do
     * neither: it has no say in the exit code, and the JVM ignores further signals while hooks run. By reflection, because
     * {@code sun.misc.Signal} has no other name in the JDK and javac warns of it in a way that cannot be suppressed.
     */
    public static void onTermination(Runnable first, Runnable further) {
        AtomicBoolean before = new AtomicBoolean();
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object both =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, in) -> {
                        (before.getAndSet(true) ? further : first).run();
                        return null;
                    });
            for (String name : List.of("TERM", "INT")) {
                Object each = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handler).invoke(null, each, both);
            }
        } catch (ReflectiveOperationException e) {
            log.atWarn().log("signals cannot be handled here (is it -Xrs?): SIGTERM will end this process at once", e);
        }
    }

    private SettingsReader reader(List<String> args) {
        List<String> files = new ArrayList<>();
        List<String> flags = new ArrayList<>();
        for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            if (argument.equals("--set")) {
                flags.add(rest.hasNext() ? rest.next() : "");
            } else {
                files.add(argument);
            }
        }
        Path file = Path.of(files.isEmpty() ? "sluice.yaml" : files.get(0));
        SettingsReader reader = SettingsReader.of(file, environment, flags);
        files.stream()
                .filter(each -> each.startsWith("-") || files.indexOf(each) > 0)
                .forEach(
                        each -> reader.problem(each, "is one argument too many; they are [file] [--set key=value]..."));
        if (!files.isEmpty() && !Files.exists(file)) {
            reader.problem(files.get(0), "does not exist");
        }
        SECTIONS.forEach(reader::leave);
        return reader;
    }

    private int serve(ServiceStack stack, ObserveServer observe) {
        try (stack) {
            observe.start();
            starting.set(stack);
            if (told.getCount() > 0) {
                stack.start();
            }
            starting.set(null);
            told.await();
            return STOPPED;
        } catch (Exception e) {
            if (told.getCount() == 0) {
                return STOPPED;
            }
            problems.println("cannot start: " + (e.getMessage() == null ? e : e.getMessage()));
            return FAILED;
        } finally {
            observe.stop();
        }
    }
}
