package dev.sluice.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One platform in a process of its own for all test classes that neither kill it nor set it up otherwise: started for the first of
 * them, stopped after the last. Each keeps to jobs and tables of its own.
 */
final class SharedPlatform implements BeforeAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedPlatform.class);

    private Addresses addresses;

    @Override
    public void beforeAll(ExtensionContext context) {
        addresses = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, none -> Running.start(), Running.class)
                .platform
                .addresses();
    }

    Addresses addresses() {
        return addresses;
    }

    /** Closed by JUnit at the end of the run, because the store holds it. */
    private static final class Running implements AutoCloseable {
        private final Path folder;
        private final PlatformProcess platform;

        private Running(Path folder, PlatformProcess platform) {
            this.folder = folder;
            this.platform = platform;
        }

        static Running start() {
            try {
                Path folder = Files.createTempDirectory("sluice-platform");
                return new Running(folder, PlatformProcess.start(folder));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            platform.close();
            try (Stream<Path> all = Files.walk(folder)) {
                List<Path> insideOut = all.sorted(Comparator.reverseOrder()).toList();
                for (Path each : insideOut) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }
}
