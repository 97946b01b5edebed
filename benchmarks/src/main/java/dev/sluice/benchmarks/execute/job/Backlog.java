package dev.sluice.benchmarks.execute.job;

import dev.sluice.benchmarks.load.Failures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Throughput of a backlog: so many jobs are handed over at once. The time is that from the beginning of the hand-over to the last answer,
 * for contenders that poll from the first answer to the last.
 */
public record Backlog(Workload workload, int jobs) {
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);

    public Backlog {
        if (jobs < 2) {
            throw new IllegalArgumentException("a backlog has 2 jobs at least, not " + jobs);
        }
    }

    /** Answers a second. Throws if one is wrong or does not come. */
    public double measure(Contender contender) throws Exception {
        AtomicLong first = new AtomicLong(Long.MAX_VALUE);
        AtomicLong last = new AtomicLong(Long.MIN_VALUE);
        Failures failures = new Failures();
        long zero = System.nanoTime();
        List<Question> questions = new ArrayList<>(jobs);
        CompletableFuture<?>[] answers = new CompletableFuture<?>[jobs];
        for (int job = 0; job < jobs; job++) {
            Question question = Question.of(workload);
            questions.add(question);
            answers[job] = question.answer().handle((nothing, failure) -> {
                long now = System.nanoTime() - zero;
                first.accumulateAndGet(now, Math::min);
                last.accumulateAndGet(now, Math::max);
                failures.note(failure);
                return null;
            });
        }
        Contender.Asking asking = contender.ready(questions);
        long handedOver = System.nanoTime() - zero;
        asking.ask();
        await(CompletableFuture.allOf(answers));
        failures.throwIfAny();
        return contender.polls()
                ? (jobs - 1) * 1e9 / Math.max(1, last.get() - first.get())
                : jobs * 1e9 / (last.get() - handedOver);
    }

    private void await(CompletableFuture<Void> all) throws InterruptedException, TimeoutException {
        try {
            all.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (TimeoutException late) {
            throw new TimeoutException("not all of %,d jobs (%s) were answered within %d s"
                    .formatted(jobs, workload.title(), ANSWER_WITHIN.toSeconds()));
        }
    }
}
