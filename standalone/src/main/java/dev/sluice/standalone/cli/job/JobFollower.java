package dev.sluice.standalone.cli.job;

import dev.sluice.standalone.cli.rest.ApiException;
import dev.sluice.standalone.cli.rest.SluiceApi;
import dev.sluice.standalone.cli.shell.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Asks for a job until it has ended or the time is up, and tells every change of state. */
final class JobFollower {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final SluiceApi api;
    private final InstantSource clock;

    JobFollower(SluiceApi api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    /** The job as last seen: ended, or not if time ran out first. */
    JobView follow(String jobId, Duration longest, Consumer<JobView> onChange)
            throws ApiException, InterruptedException {
        Instant end = clock.instant().plus(longest);
        Duration pause = FIRST_PAUSE;
        String told = "";
        while (true) {
            JobView job = new JobView(api.job(jobId));
            if (!job.state().equals(told)) {
                told = job.state();
                onChange.accept(job);
            }
            if (job.ended() || !clock.instant().isBefore(end)) {
                return job;
            }
            Pause.of(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }
}
