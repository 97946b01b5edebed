package dev.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: an answer, no exception, and no more memory than the bytes can account for. */
class HostileBytesTest {
    private static final int ROUNDS = 1_500;
    private static final long MAX_ALLOCATED = 512 * 1024;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Messages messages = new Messages(new InMemorySchemaRegistry());
    private final Random random = new Random(20261121);

    @BeforeEach
    void warmUp() {
        MessageTypes.ALL.forEach(type -> messages.decode(type, messages.encode(new AnyMessage(1).of(type))));
    }

    @Test
    void randomBytes() {
        every((type, bytes) -> {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, bytes, 5, Math.min(noise.length, bytes.length - 5));
            return bytes;
        });
    }

    @Test
    void flippedBits() {
        every((type, bytes) -> {
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return bytes;
        });
    }

    @Test
    void truncations() {
        every((type, bytes) -> Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    }

    @Test
    void hostileLengths() {
        List<Long> lengths = List.of(2_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE, -1L, 1L << 31, -(1L << 40));
        every((type, bytes) -> {
            int at = 5 + random.nextInt(bytes.length - 5);
            byte[] length = new WireGateTest.Wire()
                    .number(lengths.get(random.nextInt(lengths.size())))
                    .bytes();
            byte[] hostile = Arrays.copyOf(bytes, bytes.length + length.length);
            System.arraycopy(bytes, at, hostile, at + length.length, bytes.length - at);
            System.arraycopy(length, 0, hostile, at, length.length);
            return hostile;
        });
    }

    private interface Mutation {
        byte[] of(Class<? extends SpecificRecord> type, byte[] bytes);
    }

    private void every(Mutation mutation) {
        for (Class<? extends SpecificRecord> type : MessageTypes.ALL) {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] bytes = mutation.of(type, messages.encode(new AnyMessage(round % 50).of(type)));
                check(type, bytes, round);
            }
        }
    }

    private <T extends SpecificRecord> void check(Class<T> type, byte[] bytes, int round) {
        long before = THREADS.getCurrentThreadAllocatedBytes();

        Decoded<T> decoded = messages.decode(type, bytes);

        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(decoded).isNotInstanceOf(Decoded.RegistryDown.class);
        assertThat(allocated)
                .as("bytes allocated for %s, round %d", type, round)
                .isLessThan(MAX_ALLOCATED);
    }
}
