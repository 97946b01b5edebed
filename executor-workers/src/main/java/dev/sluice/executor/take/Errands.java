package dev.sluice.executor.take;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** What other threads want of a consumer that only its own thread may use. Thread-safe. */
final class Errands {
    private final Queue<Consumer<KafkaConsumer<String, byte[]>>> waiting = new ConcurrentLinkedQueue<>();

    /** Asked when the consumer's thread comes to it. What fails then fails the answer and nothing else. */
    <T> CompletableFuture<T> ask(Function<KafkaConsumer<String, byte[]>, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        waiting.add(consumer -> {
            try {
                answer.complete(question.apply(consumer));
            } catch (RuntimeException | Error failed) {
                answer.completeExceptionally(failed);
            }
        });
        return answer;
    }

    boolean none() {
        return waiting.isEmpty();
    }

    /** Asks all that waits. On the consumer's thread. */
    void run(KafkaConsumer<String, byte[]> consumer) {
        var next = waiting.poll();
        while (next != null) {
            next.accept(consumer);
            next = waiting.poll();
        }
    }
}
