package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.receive.Received;
import dev.sluice.dispatcher.send.Outgoing;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The one processor of a task: every record and every tick of the clock comes through here. */
public final class DispatchProcessor extends ContextualProcessor<byte[], byte[], String, Outgoing> {
    private final TaskWiring wiring;
    private final InstantSource clock;
    private @Nullable Task task;

    public DispatchProcessor(TaskWiring wiring, InstantSource clock) {
        this.wiring = wiring;
        this.clock = clock;
    }

    /** What is wired for one task. */
    record Task(Desk desk, Sweep sweep, Runnable measure) {}

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        int partition = context.taskId().partition();
        if (partition >= wiring.partitions().count()) {
            throw new InvalidPartitionsException(
                    "A topic of requests, events or control has more partitions than at the start; give all of them the same"
                            + " number (sluice topics diff) and start again.");
        }
        Task wired = wiring.wire(context);
        task = wired;
        context.schedule(Sweep.EVERY, PunctuationType.WALL_CLOCK_TIME, tick -> {
            wired.sweep().run(clock.instant());
            wired.measure().run();
        });
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata from =
                context().recordMetadata().orElseThrow(() -> new IllegalStateException("a record read from no topic"));
        var received = new Received(
                from.topic(), from.partition(), from.offset(), record.key(), record.value(), record.headers());
        Instant now = clock.instant();
        if (task == null) {
            throw new IllegalStateException("a record before the task was initialised");
        }
        task.desk().take(received, now);
    }

    @Override
    public void close() {
        wiring.meters().gone(context().taskId().partition());
    }
}
