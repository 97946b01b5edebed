package dev.sluice.api.problem;

import dev.sluice.message.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why a call was not answered as asked.
 *
 * @param status HTTP status; that of the code, unless HTTP has a closer one
 * @param detail what happened and what to do, for people
 * @param fields every part of the call that is to blame, if parts are
 * @param retryAfter when the same call is worth another try
 */
public record Problem(
        int status, ErrorCode code, String detail, List<FieldProblem> fields, Optional<Duration> retryAfter) {
    public Problem {
        fields = List.copyOf(fields);
    }

    public static Problem of(ErrorCode code, String detail) {
        return new Problem(StatusOf.code(code), code, detail, List.of(), Optional.empty());
    }

    /** The same call is worth another try after this time. */
    public static Problem retryable(ErrorCode code, String detail, Duration retryAfter) {
        return new Problem(StatusOf.code(code), code, detail, List.of(), Optional.of(retryAfter));
    }

    /** One bad field. */
    public static Problem of(FieldProblem field) {
        return of(List.of(field));
    }

    /** Every bad field at once, under the code they share, or else under INVALID_REQUEST. */
    public static Problem of(List<FieldProblem> fields) {
        List<ErrorCode> codes =
                fields.stream().map(FieldProblem::code).distinct().toList();
        ErrorCode code = codes.size() == 1 ? codes.getFirst() : ErrorCode.INVALID_REQUEST;
        String detail = fields.size() == 1
                ? fields.getFirst().field() + ": " + fields.getFirst().message()
                : fields.size() + " fields cannot be used; see errors";
        return new Problem(StatusOf.code(code), code, detail, fields, Optional.empty());
    }

    /** The same under a status that HTTP has for just this. */
    public Problem withStatus(int closer) {
        return new Problem(closer, code, detail, fields, retryAfter);
    }

    public ProblemException exception() {
        return new ProblemException(this);
    }
}
