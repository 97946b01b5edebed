package dev.sluice.api.form;

import io.javalin.http.Context;
import java.util.Optional;

/**
 * What a call says about itself outside its body.
 *
 * @param tenant from the header {@code Sluice-Tenant} or, failing that, the query parameter {@code tenant}
 * @param idempotencyKey calls with the same key and tenant are one job
 * @param traceparent W3C trace context, passed on as it is
 */
public record CallHeaders(Optional<String> tenant, Optional<String> idempotencyKey, Optional<String> traceparent) {

    public static CallHeaders of(Context context) {
        return new CallHeaders(
                Optional.ofNullable(context.header("Sluice-Tenant"))
                        .or(() -> Optional.ofNullable(context.queryParam("tenant"))),
                Optional.ofNullable(context.header("Idempotency-Key")),
                Optional.ofNullable(context.header("traceparent")).filter(CallHeaders::wellFormedTrace));
    }

    /** The same for one of the requests that came in this call: a key of the call becomes a key of each. */
    public CallHeaders ofItem(int index) {
        return new CallHeaders(tenant, idempotencyKey.map(key -> key + "/" + index), traceparent);
    }

    private static boolean wellFormedTrace(String header) {
        return header.matches("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    }
}
