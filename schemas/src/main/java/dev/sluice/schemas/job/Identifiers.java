package dev.sluice.schemas.job;

import java.util.regex.Pattern;

/** What ids and names may look like, so that none can form a path, a topic or a header of somebody else. Thread-safe. */
public final class Identifiers {
    private static final Pattern JOB_ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62}[A-Za-z0-9_])?");

    private Identifiers() {}

    /** True for a UUID in its 36-character form, which is what a job id must be. */
    public static boolean validJobId(String jobId) {
        return JOB_ID.matcher(jobId).matches();
    }

    /** True for a name of a tenant, principal, database, session or template: 1 to 64 letters, digits, '_' and inner '-'. */
    public static boolean validName(String name) {
        return NAME.matcher(name).matches();
    }
}
