package dev.sluice.executor.claim;

import dev.sluice.message.QueryReply;

/** What a look into the ledger at the start of a write shows. */
public sealed interface Claim {
    /** Nobody ran this job; the row is ours if we commit. */
    record Granted() implements Claim {}

    /** The job ended before, and this was its outcome. */
    record Ended(QueryReply outcome) implements Claim {}

    /** The id was used for something else that was asked. */
    record OtherRequest() implements Claim {}

    /** Something was committed under this id that does not say what; the reason is for people. */
    record Unreadable(String reason) implements Claim {}

    /** It cannot be told right now, but soon. */
    record Contended(String reason) implements Claim {}
}
