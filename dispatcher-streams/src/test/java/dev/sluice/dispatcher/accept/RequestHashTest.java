package dev.sluice.dispatcher.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestHashTest {
    @Test
    void whoAskedWhenAndHowUrgentlyDoesNotCount() {
        assertThat(hash(request -> request.setJobId("other").setTopic("x").setSubmittedAt(Instant.MAX.minusSeconds(9))))
                .isEqualTo(hash(request ->
                        request.setDeadline(Instant.EPOCH).setReplyTo("y").setPrincipal("bob")))
                .hasSize(64);
    }

    @Test
    void whatIsAskedForCountsToTheLastBoundary() {
        assertThat(List.of(
                        hash(request -> request),
                        hash(request -> request.setDatabase("other")),
                        hash(request -> request.setQuery(new SqlText(List.of("ab", "c")))),
                        hash(request -> request.setQuery(new SqlText(List.of("a", "bc")))),
                        hash(request -> request.setParameters(List.of(text(null)))),
                        hash(request -> request.setParameters(List.of(text("")))),
                        hash(request -> request.setParameters(List.of(text("null")))),
                        hash(request -> request.setMaxRows(5L)),
                        hash(request -> request.setMaxBytes(5L)),
                        hash(request -> request.setSessionId("s"))))
                .doesNotHaveDuplicates();
    }

    private static ParameterValue text(@Nullable String value) {
        return new ParameterValue(null, ParameterType.TEXT, value);
    }

    private static String hash(UnaryOperator<QueryRequest.Builder> change) {
        return RequestHash.of(change.apply(QueryRequest.newBuilder()
                        .setJobId("id")
                        .setTopic("t")
                        .setTenant("acme")
                        .setPrincipal("ann")
                        .setDatabase("shop")
                        .setQuery(new SqlText(List.of("select 1")))
                        .setSubmittedAt(Instant.EPOCH))
                .build());
    }
}
