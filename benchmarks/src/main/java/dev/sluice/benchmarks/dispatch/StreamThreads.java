package dev.sluice.benchmarks.dispatch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.regex.Pattern;

/** The threads of Kafka Streams in this process. */
final class StreamThreads {
    private static final String NAME = "-StreamThread-";

    private StreamThreads() {}

    /** CPU time of those of one client that live, since their start: what deciding costs however busy the machine is. */
    static double cpuMicros(String client) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double micros = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            // The producers' own threads are named after the stream thread they serve.
            if (thread != null && thread.getThreadName().matches(Pattern.quote(client) + ".*" + NAME + "\\d+")) {
                micros += Math.max(0, threads.getThreadCpuTime(thread.getThreadId())) / 1e3;
            }
        }
        return micros;
    }
}
