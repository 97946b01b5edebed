package dev.sluice.schemas.result;

import java.io.IOException;

/** The store has no such result: it expired, or never was published. */
public final class ResultGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    public ResultGoneException(ResultPlace place) {
        super("result " + place.resultId() + " is not kept any more");
    }
}
