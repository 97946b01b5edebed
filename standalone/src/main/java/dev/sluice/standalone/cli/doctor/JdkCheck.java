package dev.sluice.standalone.cli.doctor;

import java.util.List;

/** The Java that runs this, and the memory it may take. */
final class JdkCheck implements Check {
    private static final int OLDEST = 21;
    private static final long LEAST_HEAP_MEBIBYTES = 512;

    @Override
    public List<Finding> look() {
        return List.of(java(), memory());
    }

    private static Finding java() {
        String seen = Runtime.version() + " at " + System.getProperty("java.home");
        return Runtime.version().feature() >= OLDEST
                ? new Finding.Fit("JDK", seen)
                : new Finding.Unfit("JDK", seen, "install a JDK " + OLDEST + " or newer, or point JAVA_HOME at one");
    }

    private static Finding memory() {
        long heap = Runtime.getRuntime().maxMemory() / (1024 * 1024);
        String seen = heap + " MiB heap, " + Runtime.getRuntime().availableProcessors() + " cores";
        return heap >= LEAST_HEAP_MEBIBYTES
                ? new Finding.Fit("memory", seen)
                : new Finding.Doubtful("memory", seen, "set JAVA_OPTS=-Xmx1g for everything in one process");
    }
}
