package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import dev.sluice.message.TemplateCall;
import dev.sluice.schemas.job.Identifiers;
import dev.sluice.schemas.topic.TenantBinding;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestBuilderTest {
    private final ClientSettings settings = ClientSettings.of("localhost:1", "acme", "nightly");

    @Test
    void aRequestNamesItsTopicAndHasAFreshIdOfVersionSeven() {
        QueryRequest request = builder().priority(Priority.HIGH).build(Instant.EPOCH);

        assertThat(request.getTopic()).isEqualTo("sluice.requests.high");
        assertThat(Identifiers.validJobId(request.getJobId())).isTrue();
        assertThat(request.getJobId().charAt(14)).isEqualTo('7');
        assertThat(builder().build(Instant.EPOCH).getJobId()).isNotEqualTo(request.getJobId());
    }

    @Test
    void aRequestCarriesItsCaps() {
        QueryRequest request = builder().maxRows(10).maxBytes(1_000).build(Instant.EPOCH);

        assertThat(request.getMaxRows()).isEqualTo(10);
        assertThat(request.getMaxBytes()).isEqualTo(1_000);
        assertThat(builder().build(Instant.EPOCH).getMaxRows()).isNull();
    }

    @Test
    void parametersTakeTheirTypeFromTheirJavaType() {
        QueryRequest request = builder()
                .parameter(5)
                .parameter(new BigDecimal("1.50"))
                .parameter("")
                .parameter(LocalDate.of(2020, 1, 31))
                .parameter(ParameterType.TEXT, null)
                .build(Instant.EPOCH);

        assertThat(request.getParameters())
                .containsExactly(
                        new ParameterValue(null, ParameterType.LONG, 5L),
                        new ParameterValue(null, ParameterType.DECIMAL, "1.50"),
                        new ParameterValue(null, ParameterType.TEXT, ""),
                        new ParameterValue(null, ParameterType.DATE, "2020-01-31"),
                        new ParameterValue(null, ParameterType.TEXT, null));
    }

    @Test
    void aTypeWithoutARuleIsRefusedWithWhatToDo() {
        RequestBuilder builder = builder();
        Object unknown = List.of();

        assertThatThrownBy(() -> builder.parameter(unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ParameterType");
    }

    @Test
    void aTemplateIsCalledByNameAndRequestsGoToTheTopicOfTheirTenantWhereItHasOne() {
        ClientSettings bound = settings.withBinding(TenantBinding.TOPIC_BOUND);

        QueryRequest request = new RequestBuilder(bound, "demo", new TemplateCall("orders", 2))
                .tenant("acme")
                .priority(Priority.HIGH)
                .parameter("since", ParameterType.DATE, "2020-01-31")
                .build(Instant.EPOCH);

        assertThat(request.getTopic()).isEqualTo("sluice.requests.acme.high");
        assertThat(request.getParameters())
                .containsExactly(new ParameterValue("since", ParameterType.DATE, "2020-01-31"));
    }

    private RequestBuilder builder() {
        return new RequestBuilder(settings, "demo", new SqlText(List.of("select ?")));
    }
}
