package dev.sluice.standalone.demo.report;

/** One lane in the final table; milliseconds from submission to the outcome, as the client saw them. */
public record LaneLine(String lane, Tally tally, double p50Millis, double p99Millis) {
    /** For jobs refused before a lane was chosen. */
    public static final String NONE = "none";
}
