package dev.sluice.standalone.demo.tpch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** SQL kept as files beside the classes that use them; in a script, each statement ends with a semicolon at the end of a line. */
public final class SqlScript {
    private SqlScript() {}

    /** The text of a file beside this class, if there is one. */
    static Optional<String> text(Class<?> beside, String name) {
        try (InputStream file = beside.getResourceAsStream(name)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs every statement of a script in order. */
    public static void run(Connection connection, Class<?> beside, String name) throws SQLException {
        String script = text(beside, name).orElseThrow(() -> new IllegalArgumentException("no such script: " + name));
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements(script)) {
                statement.execute(sql);
            }
        }
    }

    static List<String> statements(String script) {
        return Stream.of(script.split(";\\s*(?:\\n|$)", -1))
                .map(String::strip)
                .filter(sql -> !sql.isEmpty())
                .toList();
    }
}
