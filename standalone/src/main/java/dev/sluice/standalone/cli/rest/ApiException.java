package dev.sluice.standalone.cli.rest;

/** A call to the API came to nothing; the message is meant for the person at the keyboard. */
public abstract sealed class ApiException extends Exception permits ApiUnreachableException, ApiRefusedException {
    private static final long serialVersionUID = 1L;

    ApiException(String message) {
        super(message);
    }
}
