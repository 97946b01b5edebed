package dev.sluice.executor.take;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of the jobs topic that is ours to run, for as long as we own its partition. Thread-safe. */
public final class Delivery {
    private final Holding holding;
    private final ConsumerRecord<String, byte[]> record;

    Delivery(Holding holding, ConsumerRecord<String, byte[]> record) {
        this.holding = holding;
        this.record = record;
    }

    public ConsumerRecord<String, byte[]> record() {
        return record;
    }

    /** False once the partition went to somebody else, who gets this record again. */
    public boolean owned() {
        return holding.owned();
    }

    /** Whether another executor, or this one in an earlier life, may have started this job. */
    public boolean mayHaveRunBefore() {
        return holding.mayHaveRunBefore(record.offset());
    }

    /** Starts of this job that are known of, by anybody. */
    public int starts() {
        return holding.starts(record.offset());
    }

    /** Counts a start; it is committed along with the next settlement of this partition. */
    public void started() {
        holding.started(record.offset());
    }

    /** Takes the start back; committed like one. */
    public void forgive() {
        holding.forgive(record.offset());
    }

    Holding holding() {
        return holding;
    }
}
