package dev.sluice.dispatcher.authorize;

import java.time.Duration;
import java.util.List;

/**
 * What holds beside the policies themselves.
 *
 * @param unlistedMayRun whether those to whom no policy applies may do anything
 * @param allowedFunctions patterns of functions that everybody may call although they are on the built-in list
 * @param cachedFor how long what an asker may do is kept; a change of the policies ends it at once
 */
public record PolicyTerms(boolean unlistedMayRun, List<String> allowedFunctions, Duration cachedFor) {
    public PolicyTerms {
        allowedFunctions = List.copyOf(allowedFunctions);
        if (cachedFor.isNegative()) {
            throw new IllegalArgumentException("nothing is kept for less than no time");
        }
    }
}
