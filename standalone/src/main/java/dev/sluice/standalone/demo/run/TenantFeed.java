package dev.sluice.standalone.demo.run;

import dev.sluice.standalone.demo.workload.DemoJob;
import dev.sluice.standalone.demo.workload.Tenant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** One tenant at work: submits its jobs in order with a bounded number of them under way, as a careful producer does. */
public final class TenantFeed implements Runnable {
    private final List<DemoJob> jobs;
    private final int underWay;
    private final JobRun run;

    private TenantFeed(List<DemoJob> jobs, int underWay, JobRun run) {
        this.jobs = jobs;
        this.underWay = underWay;
        this.run = run;
    }

    /** Deals these jobs out to their tenants, starts one thread for each, and completes when all jobs have been judged. */
    public static CompletableFuture<Void> start(String name, List<DemoJob> jobs, int underWay, JobRun run) {
        return CompletableFuture.allOf(Arrays.stream(Tenant.values())
                .map(tenant -> {
                    List<DemoJob> own =
                            jobs.stream().filter(job -> job.tenant() == tenant).toList();
                    return CompletableFuture.runAsync(
                            new TenantFeed(own, underWay, run),
                            command -> Thread.ofPlatform()
                                    .name("demo-" + tenant.id() + "-" + name)
                                    .daemon()
                                    .start(command));
                })
                .toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public void run() {
        Semaphore free = new Semaphore(underWay);
        for (DemoJob job : jobs) {
            free.acquireUninterruptibly();
            var unused = run.submit(job).whenComplete((done, failure) -> free.release());
        }
        free.acquireUninterruptibly(underWay);
    }
}
