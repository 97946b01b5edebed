package dev.sluice.standalone.demo.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Takes verdicts from many threads while jobs come in, and answers how it stands. Thread-safe. */
public final class Scoreboard {
    private static final int KEPT_COMPLAINTS = 20;
    private static final long LONGEST_MICROS = Duration.ofMinutes(10).toNanos() / 1_000;

    private final Map<String, Ended> jobs = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final Histogram latency = new Histogram(LONGEST_MICROS, 3);
    private Tally tally = Tally.NONE;

    private record Ended(Verdict verdict, long micros) {}

    /** One job has ended. The first complaints are kept word for word. */
    public synchronized void ended(String jobId, String name, Verdict verdict, Duration took) {
        long micros = Math.min(LONGEST_MICROS, Math.max(1, took.toNanos() / 1_000));
        jobs.put(jobId, new Ended(verdict, micros));
        latency.recordValue(micros);
        tally = tally.with(verdict);
        switch (verdict) {
            case Verdict.Right ignored -> {}
            case Verdict.RightlyRefused ignored -> {}
            case Verdict.WronglyEnded wrong -> complain(name + " (" + jobId + "): " + wrong.what());
            case Verdict.Mismatched mismatch -> complain(name + " (" + jobId + "): " + mismatch.what());
        }
    }

    public synchronized Tally tally() {
        return tally;
    }

    /** Of all jobs so far, milliseconds. */
    public synchronized double millisAt(double percentile) {
        return millis(latency, percentile);
    }

    public synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** One line for each lane, given the lane of each job id; jobs that never reached one come under {@code none}. */
    public synchronized List<LaneLine> byLane(Map<String, String> lanes) {
        Map<String, List<Ended>> byLane = new TreeMap<>();
        jobs.forEach((jobId, job) -> byLane.computeIfAbsent(
                        lanes.getOrDefault(jobId, LaneLine.NONE), lane -> new ArrayList<>())
                .add(job));
        return byLane.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void complain(String complaint) {
        if (complaints.size() < KEPT_COMPLAINTS) {
            complaints.add(complaint);
        }
    }

    private static LaneLine line(String lane, List<Ended> jobs) {
        Histogram latency = new Histogram(LONGEST_MICROS, 3);
        Tally tally = Tally.NONE;
        for (Ended job : jobs) {
            latency.recordValue(job.micros());
            tally = tally.with(job.verdict());
        }
        return new LaneLine(lane, tally, millis(latency, 50), millis(latency, 99));
    }

    private static double millis(Histogram latency, double percentile) {
        return latency.getValueAtPercentile(percentile) / 1_000.0;
    }
}
