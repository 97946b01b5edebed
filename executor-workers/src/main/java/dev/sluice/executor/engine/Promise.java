package dev.sluice.executor.engine;

/**
 * Whether and how an engine keeps a {@link Guarantee}. What it keeps, also in part, has a test that runs on every engine; what it
 * does not keep has a reason.
 */
public record Promise(Degree degree, String words) {
    /** How much is kept. */
    public enum Degree {
        YES,
        PARTLY,
        NO
    }

    public static Promise kept(String how) {
        return new Promise(Degree.YES, how);
    }

    public static Promise keptInPart(String whatAndWhatNot) {
        return new Promise(Degree.PARTLY, whatAndWhatNot);
    }

    public static Promise notKept(String why) {
        return new Promise(Degree.NO, why);
    }
}
