package dev.sluice.sink.read;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What is measured about reading. Thread-safe. */
final class ReadMeters {
    private final DistributionSummary batches;
    private final Timer keeping;
    private final Counter nonsense;
    private final Counter overtaken;
    private final AtomicLong lag;

    ReadMeters(MeterRegistry meters) {
        this.batches = meters.summary("sluice.sink.batch.records");
        this.keeping = meters.timer("sluice.sink.keep");
        this.nonsense = meters.counter("sluice.sink.undecodable");
        this.overtaken = meters.counter("sluice.sink.overtaken");
        this.lag = new AtomicLong();
        meters.gauge("sluice.sink.lag.records", lag);
    }

    void kept(int records, Duration took) {
        batches.record(records);
        keeping.record(took);
    }

    void nonsense() {
        nonsense.increment();
    }

    void overtaken() {
        overtaken.increment();
    }

    void lag(long records) {
        lag.set(records);
    }
}
