package dev.sluice.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The scripts for administrators create the table that executors create. */
final class LedgerScriptTest {
    private static final Path SCRIPTS = Path.of("..", "deploy", "ledger");

    @Test
    void every_engine_has_a_script_that_says_what_it_would_say_itself() throws IOException {
        for (Engine engine : ServiceLoader.load(Engine.class)) {
            String script = Files.readString(SCRIPTS.resolve(engine.name() + ".sql"));

            assertThat(script).endsWith("\n" + engine.ledger().create().strip() + ";\n");
        }
    }
}
