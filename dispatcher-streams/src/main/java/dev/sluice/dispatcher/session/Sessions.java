package dev.sluice.dispatcher.session;

import org.jspecify.annotations.Nullable;

/** The sessions that there are. Does not block. */
public interface Sessions {
    @Nullable
    Session find(SessionKey key);

    /** How many sessions this principal has on this database; stopped ones, which it cannot use, do not count. */
    int count(String database, String tenant, String principal);
}
