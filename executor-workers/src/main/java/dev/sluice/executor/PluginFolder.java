package dev.sluice.executor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of jars beside the class path: JDBC drivers, engines, interceptors. A jar there sees Sluice's classes and those of the
 * other jars; what the class path has as well comes from the class path.
 */
final class PluginFolder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PluginFolder.class);

    private final URLClassLoader jars;

    private PluginFolder(URLClassLoader jars) {
        this.jars = jars;
    }

    /** Looks once; what is put there later is found by the next start. Without a folder there is the class path alone. */
    static PluginFolder open(Optional<Path> folder) {
        List<URL> urls = folder.map(PluginFolder::jarsIn).orElse(List.of());
        if (!urls.isEmpty()) {
            log.atInfo().addKeyValue("jars", urls).log("Plug-ins are looked for in these jars");
        }
        return new PluginFolder(
                new URLClassLoader("plugins", urls.toArray(URL[]::new), PluginFolder.class.getClassLoader()));
    }

    /** Does something that finds classes through the thread's class loader, as ServiceLoader and connection pools do. */
    <T> T within(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(jars);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Nothing from the jars can be used afterwards. */
    @Override
    public void close() {
        try {
            jars.close();
        } catch (IOException failure) {
            log.atDebug().setCause(failure).log("The jars of the plug-ins did not close cleanly");
        }
    }

    private static List<URL> jarsIn(Path folder) {
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(PluginFolder::isJar).sorted().toList()) {
                urls.add(file.toUri().toURL());
            }
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException("a file has a URL", impossible);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the folder of plug-ins cannot be read", unreadable);
        }
        return urls;
    }

    private static boolean isJar(Path file) {
        return file.getFileName().toString().endsWith(".jar");
    }
}
