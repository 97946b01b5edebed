package dev.sluice.api.serve;

import dev.sluice.api.problem.Problem;
import dev.sluice.message.ErrorCode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls that change something and come from a page of another site. Browsers say so in Sec-Fetch-Site, older ones in Origin;
 * programs send neither. Pure.
 */
final class CallGate {
    private static final Set<HandlerType> HARMLESS = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

    private CallGate() {}

    static void check(Context context) {
        boolean harmless = HARMLESS.contains(context.method());
        if (!harmless && foreign(context.header("Sec-Fetch-Site"), context.header("Origin"), context.host())) {
            throw Problem.of(ErrorCode.FORBIDDEN, "calls from pages of another site are refused")
                    .exception();
        }
    }

    static boolean foreign(@Nullable String site, @Nullable String origin, @Nullable String host) {
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        if (origin == null) {
            return false;
        }
        try {
            return !URI.create(origin).getAuthority().equalsIgnoreCase(host);
        } catch (IllegalArgumentException | NullPointerException e) {
            return true;
        }
    }
}
