package dev.sluice.dispatcher.policy;

/** The policies there are. */
public interface Policies {
    /** What they let this asker do at this moment. Does not block for long. */
    Standing standing(Asker asker);

    /** What a look at the policies shows. */
    sealed interface Standing {
        record Known(Grant grant) implements Standing {}

        /** A policy has changed and cannot be read now; what it says is not known. */
        record Unreadable(String reason) implements Standing {}
    }
}
