package dev.sluice.schemas.result;

import java.nio.file.Path;

/** Results in a folder: of this machine, or one that all machines mount. */
public final class FolderStoreProvider implements ResultStoreProvider {
    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public ResultStore open(ResultAccess access) {
        return new FolderStore(Path.of(access.location().uri()));
    }
}
