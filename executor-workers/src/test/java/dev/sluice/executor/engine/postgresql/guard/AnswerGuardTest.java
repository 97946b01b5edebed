package dev.sluice.executor.engine.postgresql.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerGuardTest {
    private static final int HEADER = 5;
    private static final byte[] LOGGED_IN = frame('R', 8);

    private final AnswerGuard guard = AnswerGuard.ofConnection();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8192})
    void however_the_bytes_are_cut_the_frames_are_found(int piece) throws Exception {
        follow(piece, LOGGED_IN, frame('T', 30), frame('D', 2_000_000), frame('n', 4), frame('E', 1 << 20));

        assertThatThrownBy(() -> follow(piece, frame('C', 13), header('E', (1 << 20) + 1)))
                .isInstanceOf(OversizeAnswerException.class)
                .hasMessageContaining("1048577 bytes");
    }

    @ParameterizedTest
    @CsvSource({"E, 2147483647", "N, 1048577", "A, 1048577", "D, -1", "E, -2147483648", "E, 3", "Z, 0"})
    void a_frame_that_is_too_long_or_has_no_length_is_refused_at_its_header(char type, int length) throws Exception {
        follow(HEADER, LOGGED_IN);

        assertThatThrownBy(() -> follow(HEADER, header(type, length))).isInstanceOf(OversizeAnswerException.class);
    }

    @Test
    void a_row_may_be_of_any_length() {
        assertThatCode(() -> follow(HEADER, LOGGED_IN, header('D', Integer.MAX_VALUE)))
                .doesNotThrowAnyException();
    }

    @Test
    void notices_count_together_until_the_answer_ends() throws Exception {
        follow(8192, LOGGED_IN);
        for (int i = 0; i < 8; i++) {
            follow(8192, frame('N', 1 << 20), frame('A', 1 << 20), frame('N', 1 << 20), frame('Z', 5));
        }
        follow(8192, frame('N', 1 << 20), frame('A', 1 << 20), frame('N', 1 << 20), frame('N', 1 << 20), frame('C', 9));

        assertThatThrownBy(() -> follow(8192, header('N', 100))).isInstanceOf(OversizeAnswerException.class);
    }

    @Test
    void a_server_that_refuses_encryption_by_a_single_byte_is_followed_from_there() throws Exception {
        follow(1, new byte[] {'N', 'N'}, LOGGED_IN, frame('S', 20));

        assertThatThrownBy(() -> follow(1, header('E', 5_000_000))).isInstanceOf(OversizeAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(bytes = {'S', 'G', 22})
    void what_is_encrypted_passes(byte begins) {
        assertThatCode(() -> follow(8192, new byte[] {begins}, header('E', 5_000_000), header('N', -1)))
                .doesNotThrowAnyException();
    }

    @Test
    void what_lies_around_the_piece_is_not_looked_at() throws Exception {
        byte[] around = frame('E', 100_000_000 >> 5);
        System.arraycopy(LOGGED_IN, 0, around, 10, LOGGED_IN.length);

        guard.follow(around, 10, LOGGED_IN.length);

        assertThat(around).startsWith('E');
    }

    private void follow(int piece, byte[]... sent) throws OversizeAnswerException {
        for (byte[] bytes : sent) {
            for (int at = 0; at < bytes.length; at += piece) {
                guard.follow(bytes, at, Math.min(piece, bytes.length - at));
            }
        }
    }

    private static byte[] header(char type, int length) {
        return ByteBuffer.allocate(HEADER).put((byte) type).putInt(length).array();
    }

    /** With its body. */
    private static byte[] frame(char type, int length) {
        return ByteBuffer.allocate(1 + length).put((byte) type).putInt(length).array();
    }
}
