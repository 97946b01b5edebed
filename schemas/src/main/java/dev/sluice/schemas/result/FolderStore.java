package dev.sluice.schemas.result;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Results as folders of two files: {@code <day>/<resultId>/rows.json} and {@code manifest.json}. One that is being written lies under
 * {@code .writing} and is renamed when it is whole. What others on the machine may read is the folder's owner's and group's alone.
 */
final class FolderStore implements ResultStore {
    static final String ROWS = "rows.json";
    static final String MANIFEST = "manifest.json";
    private static final String WRITING = ".writing";

    private final Path root;

    FolderStore(Path root) {
        this.root = root;
    }

    @Override
    public ResultWriter create(ResultPlace place) throws IOException {
        Path writing = root.resolve(WRITING);
        Files.createDirectories(writing, closed(root));
        return new FolderWriter(Files.createDirectory(writing.resolve(place.resultId()), closed(root)), folder(place));
    }

    @Override
    public String manifest(ResultPlace place) throws IOException {
        try {
            return Files.readString(folder(place).resolve(MANIFEST));
        } catch (NoSuchFileException gone) {
            throw new ResultGoneException(place);
        }
    }

    @Override
    public InputStream rows(ResultPlace place, long offset) throws IOException {
        try {
            SeekableByteChannel file = Files.newByteChannel(folder(place).resolve(ROWS));
            return Channels.newInputStream(file.position(offset));
        } catch (NoSuchFileException gone) {
            throw new ResultGoneException(place);
        }
    }

    @Override
    public int sweep(LocalDate today, Instant abandoned) throws IOException {
        Undeleted undeleted = new Undeleted();
        for (Path begun : children(root.resolve(WRITING))) {
            undeleted.unless(() -> {
                if (lastTouched(begun).isBefore(abandoned)) {
                    delete(begun);
                }
            });
        }
        int swept = 0;
        for (Path day : children(root)) {
            if (Files.isDirectory(day) && expired(day.getFileName().toString(), today)) {
                swept += sweep(day, undeleted);
            }
        }
        undeleted.tell();
        return swept;
    }

    /** What is not ours stays, and its folder with it. */
    private static int sweep(Path day, Undeleted undeleted) {
        List<Path> results = new ArrayList<>();
        undeleted.unless(() -> results.addAll(children(day)));
        int swept = 0;
        for (Path result : results) {
            if (ResultPlace.isResultId(result.getFileName().toString()) && undeleted.unless(() -> delete(result))) {
                swept++;
            }
        }
        undeleted.unless(() -> deleteIfEmpty(day));
        return swept;
    }

    private static void deleteIfEmpty(Path day) throws IOException {
        try {
            Files.deleteIfExists(day);
        } catch (DirectoryNotEmptyException others) {
            // They stay.
        }
    }

    /** What a sweep could not delete. What is gone already, because another process sweeps as well, it need not. */
    private static final class Undeleted {
        private int number;
        private @Nullable IOException first;

        /** True if it went. */
        boolean unless(Deletion deletion) {
            try {
                deletion.run();
                return true;
            } catch (NoSuchFileException gone) {
                return false;
            } catch (IOException failed) {
                number++;
                first = first == null ? failed : first;
                return false;
            }
        }

        void tell() throws IOException {
            if (first != null) {
                throw new IOException(number + " entries could not be deleted, first: " + first, first);
            }
        }
    }

    @FunctionalInterface
    private interface Deletion {
        void run() throws IOException;
    }

    @Override
    public void close() {
        // Nothing is held open between calls.
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException failed) {
            throw failed.getCause(); // of the walk
        }
    }

    /** For the owner and its group, where the file system knows such a thing. */
    static FileAttribute<?>[] closed(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"))
                }
                : new FileAttribute<?>[0];
    }

    private Path folder(ResultPlace place) {
        return root.resolve(place.lastDay().toString()).resolve(place.resultId());
    }

    private static boolean expired(String name, LocalDate today) {
        try {
            return LocalDate.parse(name).isBefore(today);
        } catch (DateTimeException noDay) {
            return false; // whatever lies here is not ours
        }
    }

    private static Instant lastTouched(Path folder) throws IOException {
        Path rows = folder.resolve(ROWS);
        return Files.getLastModifiedTime(Files.exists(rows) ? rows : folder).toInstant();
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
