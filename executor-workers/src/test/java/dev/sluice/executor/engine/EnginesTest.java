package dev.sluice.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnginesTest {
    @ParameterizedTest
    @CsvSource({
        "postgresql, org.postgresql., sqlite",
        "sqlite, org.sqlite., postgresql",
        "mariadb, org.mariadb., mysql",
        "mysql, com.mysql., mariadb",
    })
    void a_missing_driver_disables_its_engine_alone_and_says_so(String engine, String driver, String other)
            throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (Without loader = new Without(driver)) {
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> type = loader.loadClass(Engines.class.getName());
            Object engines = type.getMethod("load").invoke(null);

            assertThat(type.getMethod("find", String.class).invoke(engines, engine))
                    .isEqualTo(Optional.empty());
            assertThat((Optional<?>) type.getMethod("find", String.class).invoke(engines, other))
                    .isPresent();
            assertThat(type.getMethod("whyMissing", String.class).invoke(engines, engine))
                    .isEqualTo("the JDBC driver of engine " + engine + " is not on the class path: add it and restart");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** The class path of this test, but for the classes whose names begin so. */
    private static final class Without extends URLClassLoader {
        private final String hidden;

        Without(String hidden) throws MalformedURLException {
            super(classPath(), ClassLoader.getPlatformClassLoader());
            this.hidden = hidden;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(hidden)) {
                throw new ClassNotFoundException(name);
            }
            return super.findClass(name);
        }

        private static URL[] classPath() throws MalformedURLException {
            List<URL> urls = new ArrayList<>();
            String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            for (String entry : path.split(File.pathSeparator, -1)) {
                urls.add(new File(entry).toURI().toURL());
            }
            return urls.toArray(URL[]::new);
        }
    }
}
