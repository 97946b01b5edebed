package dev.sluice.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/engines.md says of every engine what the engine says of itself. */
final class PromisesTest {
    private static final Path MANUAL = Path.of("..", "docs", "engines.md");
    private static final List<Engine> ENGINES = ServiceLoader.load(Engine.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    @Test
    void the_table_of_the_manual_is_what_the_engines_promise() throws IOException {
        assertThat(Files.readString(MANUAL)).contains(table());
    }

    @Test
    void the_manual_says_of_every_promise_how_it_is_kept_or_why_not() throws IOException {
        for (Engine engine : ENGINES) {
            assertThat(Files.readString(MANUAL)).contains(words(engine));
        }
    }

    private static String table() {
        String heads =
                ENGINES.stream().map(engine -> " " + engine.name() + " |").collect(Collectors.joining());
        String rows = Arrays.stream(Guarantee.values())
                .map(guarantee -> "| " + guarantee.title() + " |" + cells(guarantee) + "\n")
                .collect(Collectors.joining());
        return "| |" + heads + "\n|---|" + "---|".repeat(ENGINES.size()) + "\n" + rows;
    }

    private static String cells(Guarantee guarantee) {
        return ENGINES.stream()
                .map(engine -> " " + degree(promise(engine, guarantee)) + " |")
                .collect(Collectors.joining());
    }

    private static String words(Engine engine) {
        return Arrays.stream(Guarantee.values())
                .map(guarantee -> "| " + guarantee.title() + " | " + degree(promise(engine, guarantee)) + " | "
                        + promise(engine, guarantee).words() + " |\n")
                .collect(Collectors.joining("", "### " + engine.name() + "\n\n| | | |\n|---|---|---|\n", ""));
    }

    private static String degree(Promise promise) {
        return promise.degree().name().toLowerCase(Locale.ROOT);
    }

    private static Promise promise(Engine engine, Guarantee guarantee) {
        return Objects.requireNonNull(
                engine.promises().get(guarantee), engine.name() + " says nothing of " + guarantee);
    }
}
