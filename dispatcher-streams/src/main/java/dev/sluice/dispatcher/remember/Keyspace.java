package dev.sluice.dispatcher.remember;

/** Ranges of keys in the store. */
final class Keyspace {
    private Keyspace() {}

    /** The end of the range of all keys with this prefix, which must end with a slash: no key of another keyspace is before it. */
    static String end(String prefix) {
        return prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1);
    }

    /** A number that sorts as text. */
    static String sortable(long number) {
        String hex = Long.toHexString(number);
        return "0".repeat(16 - hex.length()) + hex;
    }
}
