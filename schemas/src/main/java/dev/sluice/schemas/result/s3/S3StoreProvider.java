package dev.sluice.schemas.result.s3;

import dev.sluice.schemas.result.ResultAccess;
import dev.sluice.schemas.result.ResultStore;
import dev.sluice.schemas.result.ResultStoreProvider;

/** Results in a bucket. Names no class of the client, so that it can be found where that is missing. */
public final class S3StoreProvider implements ResultStoreProvider {
    @Override
    public String scheme() {
        return "s3";
    }

    @Override
    public ResultStore open(ResultAccess access) {
        return S3Connection.open(access);
    }
}
