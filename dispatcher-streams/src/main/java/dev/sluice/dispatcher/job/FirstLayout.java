package dev.sluice.dispatcher.job;

import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Live jobs as release 0.1.0 wrote them: without demand, without the time of acceptance. */
final class FirstLayout {
    private FirstLayout() {}

    static LiveJob live(JobKey key, DataInputStream in) throws IOException {
        var state = JobState.valueOf(in.readUTF());
        var tries = new Tries(in.readInt(), in.readInt(), null);
        var place =
                new Place(Lane.valueOf(in.readUTF()), Priority.valueOf(in.readUTF()), in.readLong(), Demand.UNKNOWN);
        var submittedAt = Instant.ofEpochMilli(in.readLong());
        var times = new Times(submittedAt, submittedAt, StoredCodec.time(in), StoredCodec.time(in));
        String principal = in.readUTF();
        String hash = in.readUTF();
        String replyTo = in.readUTF();
        String traceparent = in.readUTF();
        var asked = new Asked(principal, hash, replyTo, traceparent.isEmpty() ? null : traceparent, null);
        byte[] request = in.readNBytes(in.readInt());
        return new LiveJob(key, state, tries, place, times, asked, ByteBuffer.wrap(request));
    }
}
