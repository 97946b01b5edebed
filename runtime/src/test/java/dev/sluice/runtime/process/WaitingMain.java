package dev.sluice.runtime.process;

import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.service.Service;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process of its own with one service, which prints what happens to it. With {@code test.stuck} it never stops by itself. */
final class WaitingMain implements Service {
    private final boolean stuck;

    private WaitingMain(boolean stuck) {
        this.stuck = stuck;
    }

    public static void main(String[] args) {
        System.exit(ServiceProcess.run(args, (reader, meters) -> {
            boolean stuck = reader.flag("test.stuck", false, "");
            reader.finish();
            return List.of(new WaitingMain(stuck));
        }));
    }

    @Override
    public String name() {
        return "waiting";
    }

    @Override
    public void start() {
        System.out.println("started");
    }

    @Override
    public void stop() {
        System.out.println("stopping");
        if (stuck) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public Health check() {
        return Health.up();
    }
}
