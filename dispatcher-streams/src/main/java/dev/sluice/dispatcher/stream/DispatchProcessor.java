package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.receive.Received;
import dev.sluice.dispatcher.send.Outgoing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The one processor of a task: every record and every tick of the clock comes through here.
 *
 * <p>INVARIANT: a task does nothing because of the time before it has read a record. A transaction is refused to a task that is another's
 * by now for the sake of the offsets it carries, and without a record read it carries none: an instance that was held up for long would
 * route once more what the other has routed. So that nobody waits for a record, the task sends itself one.
 */
public final class DispatchProcessor extends ContextualProcessor<byte[], byte[], String, Outgoing> {
    /** Some four hundred jobs a second. */
    private static final double FEW_PER_MILLI = 2;

    private final TaskWiring wiring;
    private final InstantSource clock;
    private final CommitPace pace;
    private @Nullable Task task;
    private boolean hasRead;
    private boolean hasNoted;

    public DispatchProcessor(TaskWiring wiring, InstantSource clock) {
        this.wiring = wiring;
        this.clock = clock;
        this.pace = new CommitPace(FEW_PER_MILLI, wiring.commitInterval().toMillis());
    }

    /**
     * What is wired for one task.
     *
     * @param noteToSelf sends a record that comes back to this task
     */
    record Task(Consumer<Instant> noteToSelf, Desk desk, Sweep sweep, Consumer<Instant> measure) {}

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
        hasRead = false;
        hasNoted = false;
        context.schedule(Sweep.EVERY, PunctuationType.WALL_CLOCK_TIME, tick -> tick(wired, clock.instant()));
        if (wiring.commitInterval().isPositive()) {
            // At the same instants for every task, because what one asks for commits the others of its thread too.
            context.schedule(
                    Instant.EPOCH, wiring.commitInterval(), PunctuationType.WALL_CLOCK_TIME, this::commitIfQuiet);
        }
    }

    private void commitIfQuiet(long millis) {
        if (pace.tick(millis)) {
            context().commit();
        }
    }

    private void tick(Task wired, Instant now) {
        if (hasRead) {
            wired.sweep().run(now);
        } else if (!hasNoted) {
            hasNoted = true;
            wired.noteToSelf().accept(now);
        }
        wired.measure().accept(now);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata from =
                context().recordMetadata().orElseThrow(() -> new IllegalStateException("a record read from no topic"));
        var received = new Received(
                from.topic(), from.partition(), from.offset(), record.key(), record.value(), record.headers());
        Instant now = clock.instant();
        hasRead = true;
        pace.read();
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
