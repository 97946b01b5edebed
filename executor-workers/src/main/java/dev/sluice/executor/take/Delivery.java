package dev.sluice.executor.take;

import dev.sluice.schemas.trace.Spans;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** A record of the jobs topic that is ours to run, for as long as we own its partition. Thread-safe. */
public final class Delivery {
    /** Several times what a traceparent has; it travels in every message about the job. */
    private static final int MOST_OF_TRACE = 256;

    private final Holding holding;
    private final ConsumerRecord<String, byte[]> record;
    private volatile @Nullable Header trace;

    Delivery(Holding holding, ConsumerRecord<String, byte[]> record) {
        this.holding = holding;
        this.record = record;
        Header came = record.headers().lastHeader(Spans.HEADER);
        this.trace = came == null || came.value() == null || came.value().length > MOST_OF_TRACE ? null : came;
    }

    public ConsumerRecord<String, byte[]> record() {
        return record;
    }

    /** The W3C trace that the job belongs to, as headers of whatever is said about it. */
    public List<Header> trace() {
        Header last = trace;
        return last == null ? List.of() : List.of(last);
    }

    /** What is said about the job from now on belongs here in its trace. */
    public void continueTrace(String traceparent) {
        trace = new RecordHeader(Spans.HEADER, traceparent.getBytes(StandardCharsets.US_ASCII));
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
