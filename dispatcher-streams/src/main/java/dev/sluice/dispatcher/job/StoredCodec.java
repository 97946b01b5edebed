package dev.sluice.dispatcher.job;

import dev.sluice.dispatcher.job.Stored.CancelledAhead;
import dev.sluice.dispatcher.job.Stored.EndedJob;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.StatementClass;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stored values to bytes and back. The first byte is the version of the layout, the second says which value it is. A new layout
 * gets a new version and keeps the reading of the old ones. Enums travel by name, so that their order may change. Thread-safe.
 */
public final class StoredCodec {
    private static final int VERSION = 4;
    private static final int LIVE = 1;
    private static final int ENDED = 2;
    private static final int CANCELLED_AHEAD = 3;
    private static final long NO_TIME = Long.MIN_VALUE;
    private static final int NO_VERSION = 0;

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
            if (version < 1 || version > VERSION) {
                throw new IllegalStateException("The state holds values of layout " + version
                        + ", which a later release wrote; run that release, or delete the dispatcher's topics and state to"
                        + " start afresh.");
            }
            int kind = in.readByte();
            return switch (kind) {
                case LIVE -> version == 1 ? firstLayout(key, in) : live(key, in, version);
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
        out.writeInt(job.tries().cancels().size());
        for (String commandId : job.tries().cancels()) {
            out.writeUTF(commandId);
        }
        out.writeInt(job.tries().partition());
        out.writeInt(job.tries().retries());
        place(job.place(), out);
        out.writeLong(job.times().submittedAt().toEpochMilli());
        out.writeLong(job.times().acceptedAt().toEpochMilli());
        time(job.times().notBefore(), out);
        time(job.times().deadline(), out);
        asked(job.asked(), out);
        ByteBuffer request = job.request().duplicate();
        byte[] bytes = new byte[request.remaining()];
        request.get(bytes);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void place(Place place, DataOutputStream out) throws IOException {
        out.writeUTF(place.lane().name());
        out.writeUTF(place.priority().name());
        out.writeLong(place.sequence());
        Demand demand = place.demand();
        out.writeUTF(demand.statementClass().name());
        out.writeDouble(demand.cost());
        out.writeLong(demand.resultBytes());
        text(demand.session(), out);
        out.writeUTF(demand.fingerprint());
        out.writeBoolean(demand.reach().known());
        out.writeInt(demand.reach().tables().size());
        for (String table : demand.reach().tables()) {
            out.writeUTF(table);
        }
    }

    private static void asked(Asked asked, DataOutputStream out) throws IOException {
        out.writeUTF(asked.principal());
        out.writeUTF(asked.requestHash());
        out.writeUTF(asked.replyTo());
        text(asked.traceparent(), out);
        Integer version = asked.templateVersion();
        out.writeInt(version == null ? NO_VERSION : version);
    }

    private static LiveJob live(JobKey key, DataInputStream in, int version) throws IOException {
        var state = JobState.valueOf(in.readUTF());
        // The second layout does not say where an attempt lies, and the third knows no automatic retries.
        var tries = new Tries(
                in.readInt(),
                in.readInt(),
                texts(in),
                version == 2 ? Tries.ANYWHERE : in.readInt(),
                version <= 3 ? 0 : in.readInt());
        Place place = place(in);
        var times =
                new Times(Instant.ofEpochMilli(in.readLong()), Instant.ofEpochMilli(in.readLong()), time(in), time(in));
        Asked asked = asked(in);
        byte[] request = in.readNBytes(in.readInt());
        return new LiveJob(key, state, tries, place, times, asked, ByteBuffer.wrap(request));
    }

    private static Place place(DataInputStream in) throws IOException {
        var lane = Lane.valueOf(in.readUTF());
        var priority = Priority.valueOf(in.readUTF());
        long sequence = in.readLong();
        var statementClass = StatementClass.valueOf(in.readUTF());
        double cost = in.readDouble();
        long resultBytes = in.readLong();
        String session = text(in);
        String fingerprint = in.readUTF();
        boolean known = in.readBoolean();
        var reach = new Demand.Reach(Set.copyOf(texts(in)), known);
        var demand = new Demand(statementClass, cost, resultBytes, reach, session, fingerprint);
        return new Place(lane, priority, sequence, demand);
    }

    private static Asked asked(DataInputStream in) throws IOException {
        String principal = in.readUTF();
        String hash = in.readUTF();
        String replyTo = in.readUTF();
        String traceparent = text(in);
        int version = in.readInt();
        return new Asked(principal, hash, replyTo, traceparent, version == NO_VERSION ? null : version);
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    private static void text(@Nullable String text, DataOutputStream out) throws IOException {
        out.writeUTF(text == null ? "" : text);
    }

    private static @Nullable String text(DataInputStream in) throws IOException {
        String text = in.readUTF();
        return text.isEmpty() ? null : text;
    }

    private static void time(@Nullable Instant time, DataOutputStream out) throws IOException {
        out.writeLong(time == null ? NO_TIME : time.toEpochMilli());
    }

    private static @Nullable Instant time(DataInputStream in) throws IOException {
        long millis = in.readLong();
        return millis == NO_TIME ? null : Instant.ofEpochMilli(millis);
    }

    /** Live jobs as release 0.1.0 wrote them: without demand, without the time of acceptance. */
    private static LiveJob firstLayout(JobKey key, DataInputStream in) throws IOException {
        var state = JobState.valueOf(in.readUTF());
        var tries = new Tries(in.readInt(), in.readInt(), List.of(), Tries.ANYWHERE, 0);
        var place =
                new Place(Lane.valueOf(in.readUTF()), Priority.valueOf(in.readUTF()), in.readLong(), Demand.UNKNOWN);
        var submittedAt = Instant.ofEpochMilli(in.readLong());
        var times = new Times(submittedAt, submittedAt, time(in), time(in));
        String principal = in.readUTF();
        String hash = in.readUTF();
        String replyTo = in.readUTF();
        String traceparent = in.readUTF();
        var asked = new Asked(principal, hash, replyTo, traceparent.isEmpty() ? null : traceparent, null);
        byte[] request = in.readNBytes(in.readInt());
        return new LiveJob(key, state, tries, place, times, asked, ByteBuffer.wrap(request));
    }
}
