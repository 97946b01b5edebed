package dev.sluice.schemas.result;

/**
 * What it takes to reach a store.
 *
 * @param location where it is
 * @param user who logs in; empty to leave that to the environment
 * @param password the password or secret key of that user; never printed
 */
public record ResultAccess(ResultLocation location, String user, String password) {
    /** A store that needs no log-in. */
    public static ResultAccess at(String location) {
        return new ResultAccess(ResultLocation.parse(location), "", "");
    }

    @Override
    public String toString() {
        return "results at " + location.uri();
    }
}
