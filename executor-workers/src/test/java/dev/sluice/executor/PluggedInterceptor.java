package dev.sluice.executor;

import dev.sluice.executor.intercept.Interceptor;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;

/** Fails, because failures are counted by class. Named by no service file of these tests: {@link PluginFolderIT} puts it into a jar. */
public final class PluggedInterceptor implements Interceptor {
    @Override
    public void beforeExecute(QueryJob job) {
        throw new IllegalStateException("called");
    }

    @Override
    public void afterExecute(QueryJob job, QueryReply outcome) {}
}
