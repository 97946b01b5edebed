package dev.sluice.dispatcher.classify;

/** How long, how deep and how many tokens one statement may be, so that no text costs more than a moment here or in a parser later. */
public record SqlLimits(int maxCharacters, int maxDepth, int maxTokens) {
    /** 256 Ki characters, parentheses 100 deep, 100,000 tokens. */
    public static final SqlLimits DEFAULT = new SqlLimits(256 * 1024, 100, 100_000);

    public SqlLimits {
        if (maxCharacters < 1 || maxDepth < 1 || maxTokens < 1) {
            throw new IllegalArgumentException("limits of SQL must be at least 1");
        }
    }
}
