package dev.sluice.dispatcher.remember;

import dev.sluice.dispatcher.receive.Received;
import dev.sluice.schemas.seal.GatewaySeal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Records that nobody can judge now, because the registry does not answer: kept in the store and asked about again later, so that
 * neither the stream thread nor anybody else's records wait for them. Keys: {@code park/<number as hex>}. Not thread-safe.
 */
public final class Parking {
    private static final String PARK = "park/";
    private static final int VERSION = 2;
    /** What a decision can need later; the rest is dropped. */
    private static final List<String> KEPT_HEADERS =
            List.of(Received.REKEYED_HEADER, Received.FROM_HEADER, Received.TRACE_HEADER, GatewaySeal.HEADER);

    private static final int HEADERS_OF_VERSION_1 = 3;

    private static final int LONGEST_HEADER = 256;

    /** Key and value of a record that is kept, bytes; the topic behind the store takes a little more. */
    public static final int LARGEST = 3 * 1024 * 1024;

    private final KeyValueStore<String, byte[]> store;
    private long next;
    private long parked;

    /** A parked record and its place. */
    public record Parked(String place, Received received) {}

    public Parking(KeyValueStore<String, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<String, byte[]> all = store.range(PARK, Keyspace.end(PARK))) {
            while (all.hasNext()) {
                String key = all.next().key;
                next = Long.parseUnsignedLong(key.substring(PARK.length()), 16) + 1;
                parked++;
            }
        }
    }

    /** Whether a record is small enough to be kept. */
    public static boolean takes(Received received) {
        return (long) length(received.key()) + length(received.value()) <= LARGEST;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    public void park(Received received) {
        store.put(PARK + Keyspace.sortable(next++), write(received));
        parked++;
    }

    /** At most so many parked records, in the order they came. */
    public List<Parked> first(int atMost) {
        List<Parked> first = new ArrayList<>();
        if (parked == 0) {
            return first;
        }
        try (KeyValueIterator<String, byte[]> all = store.range(PARK, Keyspace.end(PARK))) {
            while (first.size() < atMost && all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                first.add(new Parked(entry.key, read(entry.value)));
            }
        }
        return first;
    }

    public void leave(Parked record) {
        store.delete(record.place());
        parked--;
    }

    private static byte[] write(Received received) {
        var bytes = new ByteArrayOutputStream(256);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(received.topic());
            out.writeInt(received.partition());
            out.writeLong(received.offset());
            bytes(received.key(), out);
            bytes(received.value(), out);
            for (String name : KEPT_HEADERS) {
                Header header = received.headers().lastHeader(name);
                boolean keep = header != null && header.value() != null && header.value().length <= LONGEST_HEADER;
                bytes(keep ? header.value() : null, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Received read(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version < 1 || version > VERSION) {
                throw new IllegalStateException("a later release parked records in layout " + version);
            }
            String topic = in.readUTF();
            int partition = in.readInt();
            long offset = in.readLong();
            byte[] key = bytes(in);
            byte[] value = bytes(in);
            var headers = new RecordHeaders();
            for (String name : version == 1 ? KEPT_HEADERS.subList(0, HEADERS_OF_VERSION_1) : KEPT_HEADERS) {
                byte[] header = bytes(in);
                if (header != null) {
                    headers.add(name, header);
                }
            }
            return new Received(topic, partition, offset, key, value, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void bytes(byte @Nullable [] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        out.write(bytes == null ? new byte[0] : bytes);
    }

    private static byte @Nullable [] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : in.readNBytes(length);
    }
}
