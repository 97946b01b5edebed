package dev.sluice.executor.engine;

import dev.sluice.message.QueryJob;

/** What a server is told about the work it is given, so that whoever looks at its statements finds the job. Letters, digits, blanks, {@code . _ -}. */
public record Tag(String text) {
    /** PostgreSQL keeps 63 bytes of a session's name. */
    private static final int LONGEST = 63;

    /** Anything else becomes '_': the text comes from producers and goes into SQL. */
    public Tag {
        StringBuilder clean = new StringBuilder(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        for (int i = 0; i < clean.length(); i++) {
            if (!harmless(clean.charAt(i))) {
                clean.setCharAt(i, '_');
            }
        }
        text = clean.toString();
    }

    private static boolean harmless(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || " ._-".indexOf(c) >= 0;
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
