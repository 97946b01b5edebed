package dev.sluice.api.find;

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
        Optional<String> tenant = Optional.ofNullable(context.header("Sluice-Tenant"))
                .or(() -> Optional.ofNullable(context.queryParam("tenant")));
        if (tenant.isPresent() && !Identifiers.validName(tenant.get())) {
            throw Problem.of(new FieldProblem(
                            "tenant", ErrorCode.INVALID_NAME, "must be 1 to 64 letters, digits, '_' or inner '-'"))
                    .exception();
        }
        return new JobRef(jobId, tenant);
    }
}
