package dev.sluice.schemas.serde;

/** Bytes that are not what the schema says; the message says where and how. Without a stack trace: bad bytes may come in floods. */
final class MalformedWire extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedWire(String message, int position) {
        super(message + " at byte " + position, null, false, false);
    }
}
