package dev.sluice.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Cores that were busy.
 *
 * @param process in this JVM: broker, services and the benchmark itself
 * @param machine in all processes, PostgreSQL's too
 */
public record ProcessorUse(double process, double machine) {
    /** Cores that other processes keep busy just now, seen over a second in which this one waits. */
    public static double ofOthers() throws InterruptedException {
        Meter meter = new Meter();
        OpenLoop.waitUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
        ProcessorUse use = meter.read();
        return Math.max(0, use.machine() - use.process());
    }

    /** Measures from its making on. The JVM keeps one mark for the machine: one meter at a time. */
    public static final class Meter {
        private static final OperatingSystemMXBean SYSTEM =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

        private final long cpuNanos = SYSTEM.getProcessCpuTime();
        private final long began = System.nanoTime();

        public Meter() {
            SYSTEM.getCpuLoad();
        }

        public ProcessorUse read() {
            double process = (SYSTEM.getProcessCpuTime() - cpuNanos) / (double) (System.nanoTime() - began);
            return new ProcessorUse(process, SYSTEM.getCpuLoad() * SYSTEM.getAvailableProcessors());
        }
    }
}
