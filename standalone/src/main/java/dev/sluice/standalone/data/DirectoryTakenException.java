package dev.sluice.standalone.data;

import java.io.IOException;
import java.nio.file.Path;

/** Another process works in this data directory. */
public final class DirectoryTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    DirectoryTakenException(Path root, String owner) {
        super("the data directory " + root + " is in use by " + owner + ": stop it, or choose another directory with "
                + DataDirectory.ROOT_KEY);
    }
}
