package dev.sluice.api.find;

import dev.sluice.api.form.DurationText;
import dev.sluice.api.problem.FieldProblem;
import dev.sluice.api.problem.Problem;
import dev.sluice.message.ErrorCode;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;

/** How long a call wants to wait for a job to end ({@code ?wait=5s}), up to a longest time. */
public record WaitTime(Duration longest) {

    /** The time asked for, cut to the longest; nothing if none was asked for. Throws a problem for what is no duration. */
    public Optional<Duration> of(Context context) {
        String text = context.queryParam("wait");
        if (text == null) {
            return Optional.empty();
        }
        Duration asked = DurationText.parse(text)
                .orElseThrow(() -> Problem.of(new FieldProblem("wait", ErrorCode.INVALID_REQUEST, DurationText.ALLOWED))
                        .exception());
        return Optional.of(asked.compareTo(longest) > 0 ? longest : asked);
    }
}
