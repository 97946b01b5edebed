package dev.sluice.schemas.job;

/** What ids and names may look like, so that none can form a path, a topic or a header of somebody else. Thread-safe. */
public final class Identifiers {
    private static final int UUID_LENGTH = 36;
    private static final int LONGEST_NAME = 64;

    private Identifiers() {}

    /** True for a UUID in its 36-character form, which is what a job id must be. */
    public static boolean validJobId(String jobId) {
        if (jobId.length() != UUID_LENGTH) {
            return false;
        }
        for (int at = 0; at < UUID_LENGTH; at++) {
            boolean hyphen = at == 8 || at == 13 || at == 18 || at == 23;
            if (hyphen ? jobId.charAt(at) != '-' : !hex(jobId.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    /** True for a name of a tenant, principal, database, session or template: 1 to 64 letters, digits, '_' and inner '-'. */
    public static boolean validName(String name) {
        int length = name.length();
        if (length == 0 || length > LONGEST_NAME || name.charAt(0) == '-' || name.charAt(length - 1) == '-') {
            return false;
        }
        for (int at = 0; at < length; at++) {
            char c = name.charAt(at);
            if (!letter(c) && !digit(c) && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean hex(char c) {
        return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
