package dev.sluice.standalone.demo.report;

/** Jobs by what came of them. */
public record Tally(long succeeded, long failedAsExpected, long failedUnexpectedly, long mismatches) {
    public static final Tally NONE = new Tally(0, 0, 0, 0);

    public long jobs() {
        return succeeded + failedAsExpected + failedUnexpectedly + mismatches;
    }

    Tally with(Verdict verdict) {
        return plus(
                switch (verdict) {
                    case Verdict.Right ignored -> new Tally(1, 0, 0, 0);
                    case Verdict.RightlyRefused ignored -> new Tally(0, 1, 0, 0);
                    case Verdict.WronglyEnded ignored -> new Tally(0, 0, 1, 0);
                    case Verdict.Mismatched ignored -> new Tally(0, 0, 0, 1);
                });
    }

    Tally plus(Tally other) {
        return new Tally(
                succeeded + other.succeeded,
                failedAsExpected + other.failedAsExpected,
                failedUnexpectedly + other.failedUnexpectedly,
                mismatches + other.mismatches);
    }
}
