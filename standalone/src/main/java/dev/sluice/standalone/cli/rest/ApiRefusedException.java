package dev.sluice.standalone.cli.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import java.io.IOException;
import java.util.Optional;

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

    /** Reads the problem; empty if the body is none of Sluice's. */
    static Optional<ApiRefusedException> of(int status, byte[] body) {
        JsonNode problem = problem(body);
        String code = Json.text(problem, "code");
        if (code.isEmpty()) {
            return Optional.empty();
        }
        String what = problem.path("detail").asText(problem.path("title").asText("the server answered " + status));
        String hint = problem.path("hint").asText("");
        return Optional.of(new ApiRefusedException(status, code, what + (hint.isEmpty() ? "" : "\n" + hint)));
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** The same refusal in words that fit the command. */
    public ApiRefusedException saying(String message) {
        return new ApiRefusedException(status, code, message);
    }

    /** Such as UNKNOWN_DATABASE. */
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
