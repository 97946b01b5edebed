package dev.sluice.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.HidingLoader;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
        try (HidingLoader loader = new HidingLoader(driver)) {
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> type = loader.loadClass(Engines.class.getName());
            Object engines = type.getMethod("load").invoke(null);

            assertThat(type.getMethod("find", String.class).invoke(engines, engine))
                    .isEqualTo(Optional.empty());
            assertThat((Optional<?>) type.getMethod("find", String.class).invoke(engines, other))
                    .isPresent();
            assertThat((String) type.getMethod("whyMissing", String.class).invoke(engines, engine))
                    .startsWith("the JDBC driver of engine " + engine + " (" + driver)
                    .endsWith("put its jar there and restart");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void db2_waits_for_either_of_its_drivers() {
        Engines engines = Engines.load();

        assertThat(engines.find("db2")).isEmpty();
        assertThat(engines.whyMissing("db2")).contains("com.ibm.db2.jcc.DB2Driver or com.ibm.as400.access.");
    }
}
