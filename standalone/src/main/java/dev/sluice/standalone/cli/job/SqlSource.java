package dev.sluice.standalone.cli.job;

import dev.sluice.standalone.cli.shell.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where {@code submit} takes its SQL from: the argument, a file, or standard input ({@code -} or nothing given). */
final class SqlSource {
    @Parameters(arity = "0..1", paramLabel = "SQL", description = "The statement; '-' or nothing reads standard input.")
    private @Nullable String argument;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Read the statement from this file.")
    private @Nullable Path file;

    boolean given() {
        return argument != null || file != null;
    }

    String read(InputStream standardInput) throws UsageException, IOException {
        if (argument != null && file != null) {
            throw new UsageException("give the SQL as an argument or with --file, not both");
        }
        String sql = file != null ? fromFile(file) : fromArgument(standardInput);
        if (sql.isBlank()) {
            throw new UsageException("there is no SQL: give it as an argument, with --file, or on standard input");
        }
        return sql.strip();
    }

    private String fromArgument(InputStream standardInput) throws IOException {
        return argument != null && !argument.equals("-")
                ? argument
                : new String(standardInput.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String fromFile(Path file) throws UsageException {
        if (Files.isDirectory(file)) {
            throw new UsageException(file + " is a directory: name a file with SQL in it");
        }
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + file);
        } catch (CharacterCodingException e) {
            throw new UsageException(file + " is no text in UTF-8: name a file with SQL in it");
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read: " + e);
        }
    }
}
