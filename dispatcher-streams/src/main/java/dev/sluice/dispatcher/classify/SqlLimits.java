package dev.sluice.dispatcher.classify;

import dev.sluice.dispatcher.parse.ParseLimits;

/** How long, how deep and how many tokens one statement may be, so that no text costs more than a moment here; parsers take less. */
public record SqlLimits(int maxCharacters, int maxDepth, int maxTokens, ParseLimits parse) {
    /** 256 Ki characters, parentheses 100 deep, 100,000 tokens. */
    public static final SqlLimits DEFAULT = new SqlLimits(256 * 1024, 100, 100_000);

    public SqlLimits {
        if (maxCharacters < 1 || maxDepth < 1 || maxTokens < 1) {
            throw new IllegalArgumentException("limits of SQL must be at least 1");
        }
    }

    public SqlLimits(int maxCharacters, int maxDepth, int maxTokens) {
        this(maxCharacters, maxDepth, maxTokens, ParseLimits.DEFAULT);
    }
}
