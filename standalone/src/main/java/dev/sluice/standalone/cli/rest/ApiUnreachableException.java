package dev.sluice.standalone.cli.rest;

import java.net.URI;

/** Nothing answered, or not in time. */
public final class ApiUnreachableException extends ApiException {
    private static final long serialVersionUID = 1L;

    ApiUnreachableException(String message) {
        super(message);
    }

    static ApiUnreachableException nothingAt(URI url) {
        return new ApiUnreachableException(
                "nothing answers at " + url + ": start it with ./sluice up, or name another with --url or SLUICE_URL");
    }
}
