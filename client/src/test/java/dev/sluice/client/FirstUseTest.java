package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.message.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FirstUseTest {
    private static final int CALLERS = 5;

    private final ClientException away = new ClientException(ErrorCode.KAFKA_UNAVAILABLE, "away", null);
    private final CountDownLatch going = new CountDownLatch(1);
    private final AtomicInteger starts = new AtomicInteger();
    private final Queue<String> ended = new ConcurrentLinkedQueue<>();

    /** Otherwise each would wait for a broker that is away as long as the one before it did, and after it. */
    @Test
    void whoComesWhileItStartsSharesItsFailureAndWhoComesLaterTriesAgain() {
        FirstUse<String> reader = firstUse(() -> {
            await().until(() -> going.getCount() == 0);
            throw away;
        });
        Queue<Throwable> told = new ConcurrentLinkedQueue<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(startThread(() -> assertThatThrownBy(reader::get).satisfies(told::add)));
        }
        await().until(() -> callers.stream().filter(FirstUseTest::waits).count() == CALLERS);
        going.countDown();

        await().until(() -> callers.stream().noneMatch(Thread::isAlive));
        assertThat(told).hasSize(CALLERS).containsOnly(away);
        assertThat(starts).hasValue(1);
        assertThatThrownBy(reader::get).isSameAs(away);
        assertThat(starts).hasValue(2);
    }

    @Test
    void whatWasStartedIsUsedByAllAndEndedOnce() {
        FirstUse<String> reader = firstUse(() -> "reader");
        assertThat(reader.get()).isEqualTo(reader.get());
        reader.close();
        assertThat(starts).hasValue(1);
        assertThat(ended).containsExactly("reader");
        assertThatThrownBy(reader::get).isInstanceOf(ClientException.class).hasMessageContaining("closed");
    }

    @Test
    void aCloseWaitsForNoStartAndWhatIsStartedThenEnds() {
        CountDownLatch starting = new CountDownLatch(1);
        FirstUse<String> reader = firstUse(() -> {
            starting.countDown();
            await().until(() -> going.getCount() == 0);
            return "late";
        });
        Thread caller = startThread(reader::get);
        await().until(() -> starting.getCount() == 0);
        reader.close();
        assertThat(ended).isEmpty();
        going.countDown();
        await().until(() -> !caller.isAlive());
        assertThat(ended).containsExactly("late");
    }

    private FirstUse<String> firstUse(Supplier<String> start) {
        return new FirstUse<>(
                ClientSettings.of("localhost:1", "tenant", "principal"),
                consumer -> {
                    starts.incrementAndGet();
                    String reader = start.get();
                    consumer.close();
                    return reader;
                },
                ended::add);
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static Thread startThread(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        return thread;
    }
}
