package dev.sluice.api.find;

import dev.sluice.api.form.QueryParameters;
import dev.sluice.api.problem.FieldProblem;
import dev.sluice.api.problem.Problem;
import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.job.Identifiers;
import io.javalin.http.Context;
import java.util.Optional;

/** A job as a path names it; the tenant comes from the header {@code Sluice-Tenant} or {@code ?tenant=}, or is left open. */
record JobRef(String jobId, Optional<String> tenant) {

    /** Throws a problem for an id or a tenant that cannot be one. */
    static JobRef of(Context context) {
        String jobId = context.pathParam("jobId");
        if (!Identifiers.validJobId(jobId)) {
            throw Problem.of(new FieldProblem(
                            "jobId", ErrorCode.INVALID_JOB_ID, "must be a UUID in its 36-character form"))
                    .exception();
        }
        return new JobRef(jobId, QueryParameters.tenant(context));
    }
}
