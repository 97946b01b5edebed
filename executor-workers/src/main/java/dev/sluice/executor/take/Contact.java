package dev.sluice.executor.take;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;

/** Whether a group hears of its member, judged by its answers to the member's heartbeats. For one thread. */
final class Contact {
    private final long patience;
    private final DoubleSupplier answered;
    private double answersSoFar;
    private long lastAnswer;

    /**
     * As if an answer had come just now.
     *
     * @param patience how long without an answer is too long
     * @param answered how many heartbeats have been answered
     */
    Contact(Duration patience, DoubleSupplier answered, long nowNanos) {
        this.patience = patience.toNanos();
        this.answered = answered;
        this.answersSoFar = answered.getAsDouble();
        this.lastAnswer = nowNanos;
    }

    /** Whether the group has answered lately. */
    boolean kept(long nowNanos) {
        double answers = answered.getAsDouble();
        if (answers > answersSoFar) {
            answersSoFar = answers;
            lastAnswer = nowNanos;
        }
        return nowNanos - lastAnswer < patience;
    }

    /** How many heartbeats of this consumer were answered, which only its metrics tell, and not before it has begun. */
    static DoubleSupplier answersTo(Consumer<?, ?> consumer) {
        return () -> consumer.metrics().values().stream()
                .filter(Contact::countsAnswers)
                .mapToDouble(metric -> metric.metricValue() instanceof Double count ? count : 0)
                .sum();
    }

    private static boolean countsAnswers(Metric metric) {
        return metric.metricName().name().equals("heartbeat-total")
                && metric.metricName().group().equals("consumer-coordinator-metrics");
    }
}
