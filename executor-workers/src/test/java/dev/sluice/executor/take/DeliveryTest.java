package dev.sluice.executor.take;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DeliveryTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void a_trace_goes_into_whatever_is_said_about_the_job_unless_it_is_none_for_its_length() {
        assertThat(Deliveries.traced(PARENT).trace()).hasSize(1);
        assertThat(Deliveries.traced(PARENT + "-".repeat(1_000)).trace()).isEmpty();
    }
}
