package dev.sluice.standalone.cli.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import java.io.IOException;

/** The API answered with a problem (RFC 9457): status, the code of the error, and, as the message, what to do. */
public final class ApiRefusedException extends ApiException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private ApiRefusedException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** Reads the problem; a body that is none (some proxy's page) is named by its status alone. */
    static ApiRefusedException of(int status, byte[] body) {
        JsonNode problem = problem(body);
        String code = problem.path("code").asText("HTTP_" + status);
        String what = problem.path("detail").asText(problem.path("title").asText("the server answered " + status));
        String hint = problem.path("hint").asText("");
        return new ApiRefusedException(status, code, what + (hint.isEmpty() ? "" : "\n" + hint));
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Such as UNKNOWN_DATABASE; HTTP_502 and the like if the answer was not ours. */
    public String code() {
        return code;
    }

    private static JsonNode problem(byte[] body) {
        try {
            return Json.parse(body);
        } catch (IOException e) {
            return Json.object();
        }
    }
}
