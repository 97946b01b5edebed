package dev.sluice.dispatcher.job;

import dev.sluice.dispatcher.job.Stored.CancelledAhead;
import dev.sluice.dispatcher.job.Stored.EndedJob;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Stored values to bytes and back. The first byte is the version of the layout, the second says which value it is. A new layout
 * gets a new version and keeps the reading of the old ones. Enums travel by name, so that their order may change. Thread-safe.
 */
public final class StoredCodec {
    private static final int VERSION = 1;
    private static final int LIVE = 1;
    private static final int ENDED = 2;
    private static final int CANCELLED_AHEAD = 3;
    private static final long NO_TIME = Long.MIN_VALUE;

    private StoredCodec() {}

    /** Writes a value without its key. */
    public static byte[] write(Stored stored) {
        var bytes = new ByteArrayOutputStream(128);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            switch (stored) {
                case LiveJob live -> live(live, out);
                case EndedJob ended -> {
                    out.writeByte(ENDED);
                    out.writeUTF(ended.state().name());
                    out.writeUTF(ended.requestHash());
                    out.writeLong(ended.endedAt().toEpochMilli());
                }
                case CancelledAhead ahead -> {
                    out.writeByte(CANCELLED_AHEAD);
                    out.writeLong(ahead.at().toEpochMilli());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads the value stored under this key. Throws IllegalStateException for a layout of a later release. */
    public static Stored read(JobKey key, byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException("The state holds values of layout " + version
                        + ", which a later release wrote; run that release, or delete the dispatcher's topics and state to"
                        + " start afresh.");
            }
            int kind = in.readByte();
            return switch (kind) {
                case LIVE -> live(key, in);
                case ENDED ->
                    new EndedJob(
                            key, JobState.valueOf(in.readUTF()), in.readUTF(), Instant.ofEpochMilli(in.readLong()));
                case CANCELLED_AHEAD -> new CancelledAhead(key, Instant.ofEpochMilli(in.readLong()));
                default -> throw new IllegalStateException("no stored value is of kind " + kind);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void live(LiveJob job, DataOutputStream out) throws IOException {
        out.writeByte(LIVE);
        out.writeUTF(job.state().name());
        out.writeInt(job.tries().attempt());
        out.writeInt(job.tries().burned());
        out.writeUTF(job.place().lane().name());
        out.writeUTF(job.place().priority().name());
        out.writeLong(job.place().sequence());
        out.writeLong(job.times().submittedAt().toEpochMilli());
        time(job.times().notBefore(), out);
        time(job.times().deadline(), out);
        out.writeUTF(job.asked().principal());
        out.writeUTF(job.asked().requestHash());
        out.writeUTF(job.asked().replyTo());
        String traceparent = job.asked().traceparent();
        out.writeUTF(traceparent == null ? "" : traceparent);
        ByteBuffer request = job.request().duplicate();
        byte[] bytes = new byte[request.remaining()];
        request.get(bytes);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static LiveJob live(JobKey key, DataInputStream in) throws IOException {
        var state = JobState.valueOf(in.readUTF());
        var tries = new Tries(in.readInt(), in.readInt());
        var place = new Place(Lane.valueOf(in.readUTF()), Priority.valueOf(in.readUTF()), in.readLong());
        var times = new Times(Instant.ofEpochMilli(in.readLong()), time(in), time(in));
        String principal = in.readUTF();
        String hash = in.readUTF();
        String replyTo = in.readUTF();
        String traceparent = in.readUTF();
        var asked = new Asked(principal, hash, replyTo, traceparent.isEmpty() ? null : traceparent);
        byte[] request = in.readNBytes(in.readInt());
        return new LiveJob(key, state, tries, place, times, asked, ByteBuffer.wrap(request));
    }

    private static void time(@Nullable Instant time, DataOutputStream out) throws IOException {
        out.writeLong(time == null ? NO_TIME : time.toEpochMilli());
    }

    private static @Nullable Instant time(DataInputStream in) throws IOException {
        long millis = in.readLong();
        return millis == NO_TIME ? null : Instant.ofEpochMilli(millis);
    }
}
