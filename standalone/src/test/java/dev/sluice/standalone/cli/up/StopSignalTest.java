package dev.sluice.standalone.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StopSignalTest {
    private final StopSignal signal = new StopSignal(Thread.currentThread());

    @Test
    void duringTheStartItEndsTheStartWithoutAnInterrupt() {
        signal.starting(signal::started);

        signal.stop();

        assertThat(signal.came()).isTrue();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void afterTheStartItInterruptsTheWork() {
        signal.starting(() -> {});
        signal.started();

        signal.stop();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatIsStoppingAlreadyIsLeftAlone() {
        signal.leaveAlone();

        signal.stop();

        assertThat(signal.came()).isTrue();
        assertThat(Thread.interrupted()).isFalse();
    }
}
