package dev.sluice.schemas.result;

import java.io.IOException;

/** Makes stores of one kind. Found by {@link java.util.ServiceLoader}. */
public interface ResultStoreProvider {
    /** The scheme of the locations it serves. */
    String scheme();

    /** Opens a store without asking it for anything yet. Throws IllegalArgumentException for a location that cannot be one. */
    ResultStore open(ResultAccess access) throws IOException;
}
