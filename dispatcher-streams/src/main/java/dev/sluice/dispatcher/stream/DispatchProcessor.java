package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.receive.Received;
import dev.sluice.dispatcher.send.Outgoing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.streams.processor.Cancellable;
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
    private final TaskWiring wiring;
    private final InstantSource clock;
    private final CommitPace pace;
    private @Nullable Task task;
    private @Nullable Cancellable asking;
    private boolean hasRead;
    private boolean hasNoted;

    public DispatchProcessor(TaskWiring wiring, InstantSource clock) {
        this.wiring = wiring;
        this.clock = clock;
        this.pace = wiring.pace().get();
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
        asking = null;
        context.schedule(Sweep.EVERY, PunctuationType.WALL_CLOCK_TIME, tick -> tick(wired, clock.instant()));
    }

    private void askForCommit(OptionalLong afterNanos) {
        if (afterNanos.isEmpty()) {
            return;
        }
        long millis = Math.ceilDiv(afterNanos.getAsLong(), Duration.ofMillis(1).toNanos());
        if (millis == 0) {
            commit();
        } else if (asking == null) {
            asking = context().schedule(Duration.ofMillis(millis), PunctuationType.WALL_CLOCK_TIME, once -> askAgain());
        }
    }

    /** The thread may have committed meanwhile, and what was read since may wait its time. */
    private void askAgain() {
        stopAsking();
        askForCommit(pace.due(System.nanoTime()));
    }

    private void commit() {
        stopAsking();
        context().commit();
    }

    private void stopAsking() {
        if (asking != null) {
            asking.cancel();
            asking = null;
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
        if (task == null) {
            throw new IllegalStateException("a record before the task was initialised");
        }
        task.desk().take(received, now);
        askForCommit(pace.read(System.nanoTime()));
    }

    @Override
    public void close() {
        wiring.meters().gone(context().taskId().partition());
    }
}
