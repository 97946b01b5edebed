package dev.sluice.benchmarks.load;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * The most heap that was left in use by a garbage collection, of this whole process, from the making of this on. What a young collection
 * leaves includes garbage that was old already, so this is never too low. Thread-safe.
 */
public final class HeapPeak implements AutoCloseable {
    private static final double BYTES_PER_MEBIBYTE = 1 << 20;
    private static final Set<String> HEAP = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());

    private final AtomicLong most = new AtomicLong();
    private final NotificationListener listener = this::collected;
    private final double before;

    /** Collects all garbage first, so that what others left counts neither before nor as a peak. */
    @SuppressWarnings("SystemGc") // a measurement begins on an empty heap
    public HeapPeak() {
        System.gc();
        before = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / BYTES_PER_MEBIBYTE;
        collectors(collector -> collector.addNotificationListener(listener, null, null));
    }

    /** In use when this began, in MiB. */
    public double before() {
        return before;
    }

    /** In MiB; what was in use at the beginning if no collection was needed since. */
    public double mebibytes() {
        return Math.max(before, most.get() / BYTES_PER_MEBIBYTE);
    }

    @Override
    public void close() {
        collectors(collector -> {
            try {
                collector.removeNotificationListener(listener);
            } catch (ListenerNotFoundException closedBefore) {
                // Closing twice is as good as once.
            }
        });
    }

    private void collected(Notification notification, Object nothing) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            Map<String, MemoryUsage> left = GarbageCollectionNotificationInfo.from(
                            (CompositeData) notification.getUserData())
                    .getGcInfo()
                    .getMemoryUsageAfterGc();
            long used = left.entrySet().stream()
                    .filter(pool -> HEAP.contains(pool.getKey()))
                    .mapToLong(pool -> pool.getValue().getUsed())
                    .sum();
            most.accumulateAndGet(used, Math::max);
        }
    }

    private static void collectors(Consumer<NotificationEmitter> action) {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                action.accept(emitter);
            }
        }
    }
}
