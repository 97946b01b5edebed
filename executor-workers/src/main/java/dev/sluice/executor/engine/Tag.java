package dev.sluice.executor.engine;

import dev.sluice.message.QueryJob;
import java.util.regex.Pattern;

/** What a server is told about the work it is given, so that whoever looks at its statements finds the job. Letters, digits, blanks, {@code . _ -}. */
public record Tag(String text) {
    /** PostgreSQL keeps 63 bytes of a session's name. */
    private static final int LONGEST = 63;

    private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9 ._-]");

    /** Anything else becomes '_': the text comes from producers and goes into SQL. */
    public Tag {
        String clean = OTHER.matcher(text).replaceAll("_");
        text = clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
    }

    /** {@code sluice <jobId> <attempt>} */
    public static Tag of(QueryJob job) {
        return new Tag("sluice " + job.getJobId() + " " + job.getAttempt());
    }

    /** For what an executor does on its own behalf. */
    public static Tag chore(String name) {
        return new Tag("sluice " + name);
    }

    /** The statement with the tag as a comment before it. */
    public String before(String sql) {
        return "/* " + text + " */ " + sql;
    }
}
