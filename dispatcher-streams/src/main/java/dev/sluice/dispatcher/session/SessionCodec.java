package dev.sluice.dispatcher.session;

import dev.sluice.message.Isolation;
import dev.sluice.message.Priority;
import dev.sluice.message.SessionFailure;
import dev.sluice.message.SessionOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Sessions as bytes in the state store: a version, then the fields. Thread-safe. */
public final class SessionCodec {
    private static final int VERSION = 1;

    private SessionCodec() {}

    public static byte[] write(Session session) {
        var bytes = new ByteArrayOutputStream(128);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(session.principal());
            out.writeUTF(session.priority().name());
            out.writeLong(session.lastUsed().toEpochMilli());
            out.writeBoolean(session.stopped());
            SessionOptions options = session.options();
            out.writeUTF(options.getIsolation().name());
            out.writeBoolean(options.getReadOnly());
            out.writeUTF(options.getOnFailure().name());
            out.writeInt(options.getVariables().size());
            for (Map.Entry<String, String> variable : options.getVariables().entrySet()) {
                out.writeUTF(variable.getKey());
                out.writeUTF(variable.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Throws IllegalStateException for a layout of a later release. */
    public static Session read(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException("a later release stored sessions in layout " + version);
            }
            String principal = in.readUTF();
            var priority = Priority.valueOf(in.readUTF());
            Instant lastUsed = Instant.ofEpochMilli(in.readLong());
            boolean stopped = in.readBoolean();
            return new Session(principal, priority, options(in), lastUsed, stopped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SessionOptions options(DataInputStream in) throws IOException {
        var isolation = Isolation.valueOf(in.readUTF());
        boolean readOnly = in.readBoolean();
        var onFailure = SessionFailure.valueOf(in.readUTF());
        Map<String, String> variables = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            variables.put(in.readUTF(), in.readUTF());
        }
        return new SessionOptions(isolation, readOnly, variables, onFailure);
    }
}
