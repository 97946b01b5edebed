package dev.sluice.executor.engine.postgresql.guard;

/**
 * Follows the frames of PostgreSQL's protocol (a byte for the type, four for the length, which counts itself) in what a server sends, and
 * objects to what the driver would take into memory whole: a long error, many notices or notifications. Rows have a bound of their own.
 *
 * <p>Before the first frame a server may answer the question for encryption with a single byte. Where encryption begins there is nothing
 * left to follow. Used by one thread at a time.
 */
final class AnswerGuard {
    /** An error quotes the value that it is about; a reply carries the first two thousand characters. */
    static final int LARGEST = 1 << 20;
    /** Of notices and notifications up to the end of an answer. */
    static final int MOST = 4 << 20;

    private static final int LENGTH_BYTES = 4;

    private enum Place {
        BEFORE_FRAMES,
        TYPE,
        LENGTH,
        BODY,
        ENCRYPTED
    }

    private Place place;
    private int type;
    private int length;
    private int lengthBytes;
    private int bodyLeft;
    private long told;

    private AnswerGuard(Place first) {
        this.place = first;
    }

    /** For a connection from its first byte on. */
    static AnswerGuard ofConnection() {
        return new AnswerGuard(Place.BEFORE_FRAMES);
    }

    /** For what comes once it is encrypted: nothing but frames. */
    static AnswerGuard ofFrames() {
        return new AnswerGuard(Place.TYPE);
    }

    /** To be called with every byte once, in order, in pieces of any size. */
    void follow(byte[] bytes, int from, int count) throws OversizeAnswerException {
        int end = from + count;
        int at = from;
        while (at < end && place != Place.ENCRYPTED) {
            if (place == Place.BODY) {
                int passed = Math.min(bodyLeft, end - at);
                at += passed;
                bodyLeft -= passed;
                place = bodyLeft == 0 ? Place.TYPE : Place.BODY;
            } else {
                step(bytes[at++] & 0xff);
            }
        }
    }

    private void step(int next) throws OversizeAnswerException {
        if (place == Place.LENGTH) {
            length = length << Byte.SIZE | next;
            if (++lengthBytes == LENGTH_BYTES) {
                begin();
            }
            return;
        }
        if (place == Place.BEFORE_FRAMES) {
            place = first(next);
        }
        if (place == Place.TYPE) {
            type = next;
            length = 0;
            lengthBytes = 0;
            place = Place.LENGTH;
        }
    }

    /** The byte N says that there is no encryption; a handshake, or the word that there will be one, is no frame that comes first. */
    private static Place first(int next) {
        return switch (next) {
            case 'N' -> Place.BEFORE_FRAMES;
            case 'R', 'E', 'v' -> Place.TYPE;
            default -> Place.ENCRYPTED;
        };
    }

    private void begin() throws OversizeAnswerException {
        if (length < LENGTH_BYTES) {
            throw new OversizeAnswerException(
                    "the server's answer has a frame of length " + Integer.toUnsignedString(length));
        }
        switch (type) {
            case 'E' -> refuseBeyond(LARGEST, length, "an error message");
            case 'N', 'A' -> {
                told += length;
                refuseBeyond(LARGEST, length, "a notice");
                refuseBeyond(MOST, told, "notices");
            }
            case 'Z' -> told = 0;
            default -> {} // rows, and what is short by nature
        }
        bodyLeft = length - LENGTH_BYTES;
        place = bodyLeft == 0 ? Place.TYPE : Place.BODY;
    }

    private static void refuseBeyond(int limit, long bytes, String what) throws OversizeAnswerException {
        if (bytes > limit) {
            throw new OversizeAnswerException(
                    "the server sends %s of %d bytes, of which %d are let in".formatted(what, bytes, limit));
        }
    }
}
