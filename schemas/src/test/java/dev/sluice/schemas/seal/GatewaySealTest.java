package dev.sluice.schemas.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class GatewaySealTest {
    private static final String TOPIC = "sluice.requests.high";
    private static final byte[] VALUE = {1, 2, 3};
    private static final byte[] KEY = new byte[32];

    private final GatewaySeal seal = new JobSeal("k1", KEY).gateway();

    @Test
    void aMarkFitsItsRecordWhoeverMadeItUnderTheSameKey() {
        GatewaySeal sameKey = GatewaySeal.of("k1", Base64.getEncoder().encodeToString(KEY));

        assertThat(seal.verify(TOPIC, VALUE, sameKey.mark(TOPIC, VALUE))).isInstanceOf(SealVerdict.Intact.class);
    }

    @Test
    void anyChangedBitOfRecordTopicOrMarkBreaksIt() {
        byte[] mark = seal.mark(TOPIC, VALUE);
        for (int bit = 0; bit < VALUE.length * 8; bit++) {
            byte[] changed = VALUE.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(seal.verify(TOPIC, changed, mark)).isInstanceOf(SealVerdict.Broken.class);
        }
        for (int at = 0; at < mark.length - 1; at++) {
            byte[] changed = mark.clone();
            changed[at] ^= 2;
            assertThat(seal.verify(TOPIC, VALUE, changed)).as("byte %s", at).isInstanceOf(SealVerdict.Broken.class);
        }
        assertThat(seal.verify("sluice.requests.low", VALUE, mark)).isInstanceOf(SealVerdict.Broken.class);
    }

    @Test
    void topicAndRecordCannotBeShifted() {
        byte[] mark = seal.mark("ab", "c".getBytes(StandardCharsets.UTF_8));

        assertThat(seal.verify("a", "bc".getBytes(StandardCharsets.UTF_8), mark))
                .isInstanceOf(SealVerdict.Broken.class);
    }

    @Test
    void noMarkIsBroken() {
        assertThat(seal.verify(TOPIC, VALUE, null)).isInstanceOf(SealVerdict.Broken.class);
        assertThat(seal.verify(TOPIC, null, seal.mark(TOPIC, VALUE))).isInstanceOf(SealVerdict.Broken.class);
        assertThat(seal.verify(TOPIC, VALUE, new byte[0])).isInstanceOf(SealVerdict.Broken.class);
    }

    @Test
    void anotherKeyOrNameOfAKeyBreaksIt() {
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;

        assertThat(seal.verify(
                        TOPIC, VALUE, new JobSeal("k1", otherKey).gateway().mark(TOPIC, VALUE)))
                .isInstanceOf(SealVerdict.Broken.class);
        assertThat(seal.verify(TOPIC, VALUE, new JobSeal("k2", KEY).gateway().mark(TOPIC, VALUE)))
                .isInstanceOf(SealVerdict.Broken.class);
    }
}
