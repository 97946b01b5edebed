package dev.sluice.executor.intercept;

import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All interceptors there are; the failure of one touches neither the job nor the others. Thread-safe. */
public final class Interceptors {
    private static final Logger log = LoggerFactory.getLogger(Interceptors.class);

    private final List<Interceptor> all;
    private final MeterRegistry meters;

    /** Failures are counted in {@code sluice.executor.interceptor.failures} by the class that failed. */
    public Interceptors(List<Interceptor> all, MeterRegistry meters) {
        this.all = List.copyOf(all);
        this.meters = meters;
    }

    /** Looks once. One that cannot be loaded is logged and left out. */
    public static Interceptors load(MeterRegistry meters) {
        List<Interceptor> all = new ArrayList<>();
        Iterator<Interceptor> found = ServiceLoader.load(Interceptor.class).iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return new Interceptors(all, meters);
                }
                all.add(found.next());
            } catch (ServiceConfigurationError | LinkageError broken) {
                log.atWarn().setCause(broken).log("an interceptor cannot be loaded and is left out");
            }
        }
    }

    /** Each gets a copy: who reads bytes moves them on. */
    public void before(QueryJob job) {
        each(job, interceptor -> interceptor.beforeExecute(copy(job)));
    }

    /** Each gets copies, as above. */
    public void after(QueryJob job, QueryReply outcome) {
        each(
                job,
                interceptor -> interceptor.afterExecute(
                        copy(job), QueryReply.newBuilder(outcome).build()));
    }

    private static QueryJob copy(QueryJob job) {
        return QueryJob.newBuilder(job).build();
    }

    private void each(QueryJob job, Consumer<Interceptor> call) {
        for (Interceptor interceptor : all) {
            try {
                call.accept(interceptor);
            } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
                // Other languages throw checked exceptions without saying so.
                String type = interceptor.getClass().getName();
                meters.counter("sluice.executor.interceptor.failures", "interceptor", type)
                        .increment();
                log.atWarn()
                        .addKeyValue("jobId", job.getJobId())
                        .addKeyValue("interceptor", type)
                        .setCause(failure)
                        .log("an interceptor failed; the job goes its way");
            }
        }
    }
}
