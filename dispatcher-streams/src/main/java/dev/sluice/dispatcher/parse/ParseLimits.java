package dev.sluice.dispatcher.parse;

import java.time.Duration;

/**
 * How much parsing may cost.
 *
 * @param maxCharacters of a statement without its comments and literals; longer ones are not parsed
 * @param maxTokens more are not parsed
 * @param perSecond parse time that each tenant gets a second
 * @param burst parse time that a tenant can have saved up
 * @param remembered bytes of analyses kept, so that a statement is parsed once
 */
public record ParseLimits(int maxCharacters, int maxTokens, Duration perSecond, Duration burst, long remembered) {
    /** 64 Ki characters, 10,000 tokens, 50 ms a second, 250 ms at once, 32 MiB remembered. */
    public static final ParseLimits DEFAULT =
            new ParseLimits(64 * 1024, 10_000, Duration.ofMillis(50), Duration.ofMillis(250), 32L << 20);

    public ParseLimits {
        if (maxCharacters < 0 || maxTokens < 0 || perSecond.isNegative() || burst.isNegative() || remembered < 0) {
            throw new IllegalArgumentException("limits of parsing must not be negative");
        }
    }
}
