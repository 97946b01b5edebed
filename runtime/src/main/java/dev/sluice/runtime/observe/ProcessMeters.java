package dev.sluice.runtime.observe;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Set;

/**
 * The metrics registry of a process, with what every process measures of itself: memory, collections, threads, files, CPU. Of what is bound
 * for Kafka clients it keeps a chosen few.
 */
public final class ProcessMeters implements AutoCloseable {
    private static final String KAFKA = "kafka.";

    /**
     * What is shown of each Kafka client. A client counts a few hundred things, many of them for each broker, topic and partition, and a
     * service has a dozen clients. The lag is shown for each partition, so there are about as many lines as there are partitions.
     */
    private static final Set<String> OF_KAFKA = Set.of(
            "kafka.consumer.coordinator.commit.latency.avg",
            "kafka.consumer.coordinator.failed.rebalance.total",
            "kafka.consumer.coordinator.rebalance.total",
            "kafka.consumer.fetch.manager.fetch.latency.avg",
            "kafka.consumer.fetch.manager.records.lag",
            "kafka.consumer.last.poll.seconds.ago",
            "kafka.consumer.outgoing.byte.total",
            "kafka.consumer.time.between.poll.max",
            "kafka.producer.buffer.available.bytes",
            "kafka.producer.outgoing.byte.total",
            "kafka.producer.record.error.total",
            "kafka.producer.record.queue.time.avg",
            "kafka.producer.record.retry.total",
            "kafka.producer.record.send.total",
            "kafka.producer.request.latency.avg",
            "kafka.producer.txn.commit.time.ns.total",
            "kafka.stream.alive.stream.threads",
            "kafka.stream.failed.stream.threads",
            "kafka.stream.thread.commit.latency.avg",
            "kafka.stream.thread.poll.latency.avg",
            "kafka.stream.thread.process.latency.avg",
            "kafka.stream.thread.process.total");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public ProcessMeters() {
        registry.config().meterFilter(MeterFilter.deny(ProcessMeters::unshown));
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    public PrometheusMeterRegistry registry() {
        return registry;
    }

    private static boolean unshown(Meter.Id id) {
        return id.getName().startsWith(KAFKA) && !OF_KAFKA.contains(id.getName());
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
