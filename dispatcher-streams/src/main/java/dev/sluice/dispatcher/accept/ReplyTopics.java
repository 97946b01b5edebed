package dev.sluice.dispatcher.accept;

import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.message.ErrorCode;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which topics a producer may have its answer sent to: the common one, and those below it ({@code sluice.replies.billing}). A topic
 * that does not exist is refused here, because a record for it would hold up everybody's.
 */
final class ReplyTopics {
    private final String common;
    private final Predicate<String> exists;

    ReplyTopics(String common, Predicate<String> exists) {
        this.common = common;
        this.exists = exists;
    }

    @Nullable
    Verdict<Accepted> check(@Nullable String replyTo) {
        if (replyTo == null || replyTo.equals(common)) {
            return null;
        }
        if (!replyTo.startsWith(common + '.')) {
            return Verdict.refuse(
                    ErrorCode.INVALID_REQUEST,
                    "replyTo must be %s or begin with %s., not %s.".formatted(common, common, Clip.quoted(replyTo)));
        }
        if (!exists.test(replyTo)) {
            return Verdict.refuse(
                    ErrorCode.INVALID_REQUEST,
                    "There is no topic %s to reply to; create it first (a new topic is seen within seconds)."
                            .formatted(Clip.quoted(replyTo)));
        }
        return null;
    }

    String settle(@Nullable String replyTo) {
        return replyTo == null || check(replyTo) != null ? common : replyTo;
    }
}
