package dev.sluice.standalone.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** The Java that runs this, and the memory of the machine. */
final class JdkCheck implements Check {
    private static final int OLDEST = 21;
    private static final long LEAST_MEBIBYTES = 3 * 1024 - 128;

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
        long mebibytes =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() / (1024 * 1024);
        String seen = mebibytes + " MiB, " + Runtime.getRuntime().availableProcessors() + " cores";
        return mebibytes >= LEAST_MEBIBYTES
                ? new Finding.Fit("memory", seen)
                : new Finding.Doubtful(
                        "memory", seen, "for everything in one process, have 3 GiB or set SLUICE_HEAP lower");
    }
}
