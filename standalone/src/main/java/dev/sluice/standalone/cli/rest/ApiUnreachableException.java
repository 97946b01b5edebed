package dev.sluice.standalone.cli.rest;

import java.net.URI;

/** Sluice did not answer: nothing did, or not in time, or something else. */
public final class ApiUnreachableException extends ApiException {
    private static final long serialVersionUID = 1L;

    ApiUnreachableException(String message) {
        super(message);
    }

    static ApiUnreachableException notSluice(URI url, int status) {
        return new ApiUnreachableException("what answers at " + url + " is not Sluice (HTTP " + status
                + "): name the address of Sluice with --url or SLUICE_URL, or start it on a free port with"
                + " ./sluice up --port");
    }

    static ApiUnreachableException nothingAt(URI url) {
        return new ApiUnreachableException(
                "nothing answers at " + url + ": start it with ./sluice up, or name another with --url or SLUICE_URL");
    }
}
