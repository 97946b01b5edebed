package dev.sluice.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ServiceStackTest {
    private final List<String> record = new CopyOnWriteArrayList<>();

    @Test
    void startsInOrderAndStopsInReverseOnce() throws Exception {
        ServiceStack stack = new ServiceStack(List.of(service("a"), service("b")));

        stack.start();
        stack.close();
        stack.close();

        assertThat(record).containsExactly("start a", "start b", "stop b", "stop a");
    }

    @Test
    void aFailedStartStopsItselfAndThoseUpAndSaysWhy() {
        ServiceStack stack = new ServiceStack(
                List.of(service("a"), service("b").failingToStart(new IOException("port 1 in use")), service("c")));

        assertThatThrownBy(stack::start).isInstanceOf(IOException.class).hasMessage("port 1 in use");
        stack.close();

        assertThat(record).containsExactly("start a", "start b", "stop b", "stop a");
    }

    @Test
    void oneThatDoesNotStopCleanlyKeepsNoOtherFromStopping() throws Exception {
        ServiceStack stack = new ServiceStack(
                List.of(service("a"), service("b").failingToStop(new IllegalStateException("no")), service("c")));

        stack.start();
        stack.close();

        assertThat(record).endsWith("stop c", "stop b", "stop a");
    }

    @Test
    void anInterruptThatEndsAStartDoesNotReachThoseThatStop() {
        boolean[] seen = new boolean[1];
        Service first =
                new Inspecting(() -> {}, () -> seen[0] = Thread.currentThread().isInterrupted());
        Service second = new Inspecting(
                () -> {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted");
                },
                () -> {});

        assertThatThrownBy(new ServiceStack(List.of(first, second))::start).hasMessage("interrupted");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(seen).containsExactly(false);
    }

    @Test
    void whoAbandonsAStartInterruptsItAndNotWhatIsStoppedAfterIt() {
        List<Boolean> interrupted = new ArrayList<>();
        List<ServiceStack> stacks = new ArrayList<>();
        Runnable abandon = () -> {
            stacks.getFirst().abandonStart();
            interrupted.add(Thread.currentThread().isInterrupted());
        };
        stacks.add(new ServiceStack(
                List.of(new Inspecting(() -> {}, abandon), new Inspecting(abandon, () -> {}), service("never"))));

        assertThatThrownBy(stacks.getFirst()::start).hasMessageContaining("stopped before never was started");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted).containsExactly(true, false);
        assertThat(record).isEmpty();
    }

    @Test
    void startsOnceAndNotAfterItWasClosed() throws Exception {
        ServiceStack stack = new ServiceStack(List.of(service("a")));
        stack.start();

        assertThatThrownBy(stack::start).hasMessage("already started");
        assertThat(stack.check()).containsExactly(entry("a", Health.up()));
        stack.close();

        assertThatThrownBy(stack::start).hasMessage("already stopped");
    }

    @Test
    void healthSaysWhyForEveryServiceAndSurvivesAFailingCheck() throws Exception {
        Service broken = new Inspecting(() -> {}, () -> {});
        Health slow = new Health.Degraded("slow");
        ServiceStack stack = new ServiceStack(List.of(service("a"), service("b").being(slow), broken));

        assertThat(stack.check().get("a")).isEqualTo(new Health.Down("not started yet"));
        stack.start();

        assertThat(stack.check())
                .containsExactly(
                        entry("a", Health.up()),
                        entry("b", slow),
                        entry(
                                broken.name(),
                                new Health.Down("its check failed: java.lang.IllegalStateException: odd")));
        stack.close();
        assertThat(stack.check().get("a")).isEqualTo(new Health.Down("stopped"));
    }

    @Test
    void refusesTwoServicesOfOneName() {
        assertThatThrownBy(() -> new ServiceStack(List.of(service("a"), service("a"))))
                .hasMessageContaining("same name");
    }

    private RecordedService service(String name) {
        return new RecordedService(name, record);
    }

    private record Inspecting(Runnable onStart, Runnable onStop) implements Service {
        @Override
        public String name() {
            return "inspecting-" + hashCode();
        }

        @Override
        public void start() {
            onStart.run();
        }

        @Override
        public void stop() {
            onStop.run();
        }

        @Override
        public Health check() {
            throw new IllegalStateException("odd");
        }
    }
}
