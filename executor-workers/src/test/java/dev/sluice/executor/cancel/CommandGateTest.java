package dev.sluice.executor.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.seal.GatewaySeal;
import dev.sluice.schemas.seal.JobSeal;
import dev.sluice.schemas.topic.TenantBinding;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandGateTest {
    private static final String CONTROL = "sluice.control";
    private static final byte[] COMMAND = {1, 2, 3};

    private final GatewaySeal gateway = new JobSeal("k1", new byte[32]).gateway();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void whatTheGatewayMarkedPasses() {
        assertThat(gate(TenantBinding.GATEWAY).lets(record(gateway.mark(CONTROL, COMMAND))))
                .isTrue();
    }

    @Test
    void whatItDidNotMarkIsCountedAndIgnored() {
        CommandGate gate = gate(TenantBinding.GATEWAY);

        assertThat(gate.lets(record(null))).isFalse();
        assertThat(gate.lets(record(gateway.mark(CONTROL, new byte[] {9})))).isFalse();
        assertThat(gate.lets(record(gateway.mark("sluice.requests.high", COMMAND))))
                .isFalse();
        assertThat(meters.counter("sluice_executor_refused_commands").count()).isEqualTo(3);
    }

    @Test
    void withoutAGatewayNoMarkIsNeeded() {
        assertThat(gate(TenantBinding.OPEN).lets(record(null))).isTrue();
        assertThat(gate(TenantBinding.TOPIC_BOUND).lets(record(null))).isTrue();
    }

    private CommandGate gate(TenantBinding binding) {
        return new CommandGate(binding, gateway, meters);
    }

    private static ConsumerRecord<String, byte[]> record(byte @Nullable [] mark) {
        var record = new ConsumerRecord<>(CONTROL, 0, 0, "shop", COMMAND);
        if (mark != null) {
            record.headers().add(GatewaySeal.HEADER, mark);
        }
        return record;
    }
}
